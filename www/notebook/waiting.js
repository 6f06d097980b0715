/** Places that are filled later: those close to the screen first, the others while the page is idle. */

/** Screens above and below this one in which places are filled at once. */
const NEAR = 1;
/** Milliseconds after the last place that was filled at once, before the others follow. */
const REST = 4000;
/** Most milliseconds that such a place waits for a page that is busy. */
const PATIENCE = 1000;

/** Lets the page answer to its reader, and draw. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Waits until the page has nothing else to do; WebKit does not say. */
export const leisure = () => new Promise((resolve) => ("requestIdleCallback" in self ? requestIdleCallback(resolve, { timeout: PATIENCE }) : setTimeout(resolve, 100)));

/** @param {Element} place */
function isNear(place) {
  const { top, bottom, width } = place.getBoundingClientRect();
  return width > 0 && bottom > -NEAR * innerHeight && top < (1 + NEAR) * innerHeight;
}

export class Waiting {
  /** @param {(place: HTMLElement) => void} fill */
  constructor(fill) {
    this.fill = fill;
    /** Whether they can be filled already. */
    this.started = false;
    /** @type {Set<HTMLElement>} */
    this.places = new Set();
    this.observer = new IntersectionObserver(() => void this.settle(), { rootMargin: `${100 * NEAR}% 0px` });
    /** @type {Promise<void> | undefined} */
    this.settling = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.rest = undefined;
  }

  /** Places can be filled from now on. */
  start() {
    this.started = true;
    void this.settle();
  }

  /** @param {HTMLElement} place */
  add(place) {
    this.places.add(place);
    this.observer.observe(place);
  }

  /** Nothing is to come there any more. @param {HTMLElement} place */
  drop(place) {
    this.places.delete(place);
    this.observer.unobserve(place);
  }

  /** Forgets all. */
  close() {
    clearTimeout(this.rest);
    this.observer.disconnect();
    this.places.clear();
  }

  /** Fills what is close to the screen, one after another; done when nothing there waits. */
  settle() {
    this.settling ??= this.#settle().finally(() => (this.settling = undefined));
    return this.settling;
  }

  async #settle() {
    if (!this.started) return;
    let some = false;
    for (;;) {
      await pause();
      const place = [...this.places].find(isNear);
      if (!place) break;
      this.#take(place);
      some = true;
    }
    // The others are not held up by news of places that need nothing.
    if (this.places.size === 0 || (!some && this.rest !== undefined)) return;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.#others(), REST);
  }

  /** Fills the others. */
  async #others() {
    const { rest } = this;
    for (;;) {
      await leisure();
      const [place] = this.places;
      // The reader has moved on: what is close comes first.
      if (!place || rest !== this.rest) return;
      this.#take(place);
    }
  }

  /** Fills all, one after another. */
  async all() {
    for (let place; ([place] = this.places) && place; await pause()) this.#take(place);
  }

  /** Fills all at once: paper does not wait. */
  allNow() {
    if (this.started) for (const place of this.places) this.#take(place);
  }

  /** @param {HTMLElement} place */
  #take(place) {
    this.drop(place);
    this.fill(place);
  }
}
