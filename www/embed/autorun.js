/** Training that starts by itself because the embedding page wants it, with limits of epochs and time, and only on the screen. */

/** Milliseconds of training after which a cell waits for its reader. */
const MOST_TIME = 10_000;

export class Autorun {
  /**
   * @param {import("../cell/cell.js").CellView} cell @param {import("../cell/training/part.js").TrainingPart} part of the cell
   * @param {number} epochs to stop after, at the latest
   */
  constructor(cell, part, epochs) {
    this.part = part;
    this.epochs = epochs;
    this.visible = false;
    /** Whether the cell trains because of this, since when, and for how much longer it may. */
    this.going = false;
    this.since = 0;
    this.left = MOST_TIME;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.over = new AbortController();
    const { signal } = this.over;
    const observer = new IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      this.#decide();
    });
    observer.observe(cell.element);
    signal.addEventListener("abort", () => observer.disconnect());
    document.addEventListener("visibilitychange", () => this.#decide(), { signal });
    cell.element.addEventListener("news", () => this.#hear(), { signal });
  }

  /** Nothing starts by itself from now on: the reader has taken over. */
  end() {
    clearTimeout(this.timer);
    this.over.abort();
  }

  /** Trains while the cell is on the screen. */
  #decide() {
    const wanted = this.visible && !document.hidden;
    if (wanted === this.going) return;
    this.going = wanted;
    if (wanted) {
      this.since = performance.now();
      this.timer = setTimeout(() => this.#stop(), this.left);
      this.part.start(this.epochs);
    } else {
      clearTimeout(this.timer);
      this.left -= performance.now() - this.since;
      this.part.pause();
    }
  }

  #stop() {
    this.end();
    this.part.pause();
  }

  /** The cell does not do what was last wanted of it: it is done, or its reader has taken over. */
  #hear() {
    const obeys = this.part.state !== "running" || this.part.runs.limit === this.epochs;
    if (!obeys || (this.part.state === "running") !== this.going) this.end();
  }
}
