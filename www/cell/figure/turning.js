/** Turning a surface: by mouse or finger, by arrow keys, by buttons; all surfaces of a cell turn together. */

/** Degrees that a surface turns for each pixel of a drag, and for each press of an arrow key. */
const BY_PIXEL = 0.5;
const BY_KEY = 6;
/** Milliseconds after the last turn when the surface is drawn in full again. */
const REST = 160;

export class Turning {
  /**
   * @param {import("../../pkg/page.js").Cell} cell
   * @param {() => void} turned draws all surfaces of the cell anew
   */
  constructor(cell, turned) {
    this.cell = cell;
    this.turned = turned;
    /** Whether surfaces are drawn on a coarser grid, to keep up. */
    this.coarse = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.rest = undefined;
  }

  /** @param {number} azimuth @param {number} elevation degrees */
  by(azimuth, elevation) {
    this.cell.turn(azimuth, elevation);
    this.#drawn(true);
  }

  back() {
    this.cell.turnBack();
    this.#drawn(false);
  }

  /** @param {boolean} coarse */
  #drawn(coarse) {
    this.coarse = coarse;
    clearTimeout(this.rest);
    if (coarse) this.rest = setTimeout(() => this.#drawn(false), REST);
    this.turned();
  }

  /** @param {HTMLCanvasElement} canvas */
  listen(canvas) {
    /** @type {{id: number, x: number, y: number} | undefined} */
    let held;
    canvas.classList.add("turns");
    canvas.addEventListener("pointerdown", (event) => {
      held = { id: event.pointerId, x: event.clientX, y: event.clientY };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (held?.id !== event.pointerId) return;
      this.by(-BY_PIXEL * (event.clientX - held.x), BY_PIXEL * (event.clientY - held.y));
      held = { id: event.pointerId, x: event.clientX, y: event.clientY };
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) canvas.addEventListener(end, () => (held = undefined));
    canvas.addEventListener("dblclick", () => this.back());
    canvas.addEventListener("keydown", (event) => {
      /** @type {Record<string, () => void>} */
      const actions = {
        ArrowLeft: () => this.by(BY_KEY, 0),
        ArrowRight: () => this.by(-BY_KEY, 0),
        ArrowUp: () => this.by(0, BY_KEY),
        ArrowDown: () => this.by(0, -BY_KEY),
        Home: () => this.back(),
      };
      const action = actions[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    });
  }
}
