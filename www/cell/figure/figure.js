/** A figure on the page: its canvas, what the mouse reads on it, panning, zooming, and its downloads. */

import { isDark } from "../../shell/theme.js";
import { draw } from "../../shell/tools/batches.js";
import { download, h } from "../../shell/tools/dom.js";

/** @typedef {import("../../pkg/page.js").Cell} Cell */
/**
 * `setView` and `resetView` belong to figures whose x-axis is the cell's view, `turning` to surfaces.
 * @typedef {{height: number, hidden: Set<string>, setView?: (view: string) => void, resetView?: () => void,
 *   turning?: import("./turning.js").Turning}} FigureOptions
 */

/** Pixels above and below the screen within which figures are kept up to date. */
const MARGIN = "300px";
/** Size of a saved picture, in pixels of the page; a PNG has twice as many. */
const SAVED = { width: 800, height: 450 };

/** Pixels of a printed figure in one of the page's, either way. */
const SHARP = 2;

let figures = 0;

/** @type {WeakMap<Element, Figure>} */
const ofCanvas = new WeakMap();

/** The figures on the page. */
const all = () => [...document.querySelectorAll(".figure canvas")].flatMap((canvas) => ofCanvas.get(canvas) ?? []);

/** Draws every figure of the page at once, wherever it is and as wide as it is on paper: paper has no screen. */
export function drawAll() {
  const root = document.documentElement;
  const { scrollX, scrollY } = window;
  root.dataset.paper = "";
  // All of them are measured before the first is drawn: a canvas that changes has the page laid out again.
  const sizes = all().map((figure) => ({ figure, width: figure.stage.clientWidth, height: figure.stage.clientHeight }));
  delete root.dataset.paper;
  scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  for (const { figure, width, height } of sizes) figure.drawAs(width, height);
}

/** Frees what far figures were drawn on: together they are some hundred megabytes. They are drawn again when they are seen. */
export function freeFar() {
  for (const { canvas, seen } of all()) if (!seen) Object.assign(canvas, { width: 0, height: 0 });
}

export class Figure {
  /**
   * @param {Cell} cell
   * @param {string} name the figure's name in Rust
   * @param {FigureOptions} options
   */
  constructor(cell, name, options) {
    this.cell = cell;
    this.name = name;
    this.options = options;
    this.id = `figure-${++figures}`;
    this.drawn = false;
    /** Whether it is on the screen or close to it, and whether it is behind what is known. */
    this.seen = false;
    this.stale = true;
    /** Whether any of it is on the screen, and whether it moves because its network is trained. */
    this.inView = false;
    this.moving = false;
    /** @type {import("./turning.js").Turning | undefined} */
    this.turning = cell.turns(name) ? options.turning : undefined;
    /** @type {number | undefined} the pixel column that is being read */
    this.column = undefined;
    this.canvas = h("canvas", { tabIndex: 0, role: "img", "aria-label": "Not drawn yet" });
    ofCanvas.set(this.canvas, this);
    this.readout = h("div", { class: "readout", hidden: true });
    this.line = h("div", { class: "crosshair", hidden: true });
    this.dots = h("div", { class: "dots" });
    this.stage = h("div", { class: "stage" }, this.canvas, this.line, this.dots, this.readout);
    this.caption = h("figcaption", { hidden: true });
    this.element = h("figure", { class: "figure" }, this.caption, this.stage, this.#tools());
    this.stage.style.height = `${options.height}px`;
    new ResizeObserver(() => this.redraw(this.moving)).observe(this.stage);
    const watch = (/** @type {IntersectionObserverEntry[]} */ entries) => {
      this.seen = entries[entries.length - 1].isIntersecting;
      if (this.seen && this.stale) draw(this.id, () => this.#draw());
    };
    new IntersectionObserver(watch, { rootMargin: MARGIN }).observe(this.stage);
    new IntersectionObserver((entries) => (this.inView = entries[entries.length - 1].isIntersecting)).observe(this.stage);
    if (this.turning) this.turning.listen(this.canvas);
    else this.#listen();
  }

  /** Whether the x-axis is the cell's view. */
  get movable() {
    return this.options.setView !== undefined && !this.name.startsWith("loss");
  }

  /** @param {boolean} [moving] whether its network is trained: it is drawn on the screen alone, and from fewer points */
  redraw(moving = false) {
    this.stale = true;
    this.moving = moving;
    if (moving ? this.inView : this.seen) draw(this.id, () => this.#draw(), moving);
  }

  /** Draws in a size of paper, without waiting for a frame or for the screen. @param {number} width @param {number} height */
  drawAs(width, height) {
    this.moving = false;
    this.#draw(width, height, SHARP);
    this.stale = true;
  }

  /** @param {number} [width] @param {number} [height] @param {number} [sharpness] least number of pixels in one of the page's, either way */
  #draw(width = this.stage.clientWidth, height = this.stage.clientHeight, sharpness = 1) {
    if (width === 0 || !this.element.isConnected) return;
    this.stale = false;
    const hidden = [...this.options.hidden];
    const coarse = this.moving || (this.turning?.coarse ?? false);
    this.cell.draw(this.canvas, this.name, width, height, Math.max(devicePixelRatio || 1, sharpness), isDark(), hidden, coarse);
    if (this.column !== undefined) this.#read(this.column);
    // For `./build.sh bench`: the first of these is the moment the page shows something.
    if (!this.drawn) performance.mark("figure");
    this.drawn = true;
  }

  /** @param {string} text what the figure shows, for those who cannot see it */
  describe(text) {
    this.canvas.setAttribute("aria-label", text);
  }

  /** @param {string} text what is written above the figure */
  head(text) {
    this.caption.textContent = text;
    this.caption.hidden = text === "";
  }

  #tools() {
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ action) =>
      h("button", { type: "button", title, "aria-label": title, onclick: action }, text);
    const bar = h("div", { class: "tools" });
    if (this.movable) {
      bar.append(
        button("+", "Zoom in", () => this.#zoom(0.5)),
        button("−", "Zoom out", () => this.#zoom(2)),
        button("⟲", "First view again", () => this.options.resetView?.()),
      );
    }
    if (this.turning) {
      const { turning } = this;
      bar.append(
        button("↶", "Turn left", () => turning.by(15, 0)),
        button("↷", "Turn right", () => turning.by(-15, 0)),
        button("▲", "See it from further above", () => turning.by(0, 10)),
        button("▼", "See it from further below", () => turning.by(0, -10)),
        button("⟲", "First view again", () => turning.back()),
      );
    }
    bar.append(
      button("PNG", "Save this figure as PNG", () => this.#savePng()),
      button("SVG", "Save this figure as SVG", () => this.#saveSvg()),
      button("CSV", "Save this figure's numbers as CSV", () => this.#saveCsv()),
    );
    return bar;
  }

  get fileName() {
    const title = this.cell.title(this.name);
    return title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
  }

  #saveSvg() {
    const svg = this.cell.svg(this.name, SAVED.width, SAVED.height, false, [...this.options.hidden]);
    download(`${this.fileName}.svg`, "image/svg+xml", svg);
  }

  #savePng() {
    const canvas = h("canvas");
    this.cell.drawWhole(canvas, this.name, SAVED.width, SAVED.height, 2, false, [...this.options.hidden]);
    canvas.toBlob((blob) => blob && download(`${this.fileName}.png`, "image/png", blob), "image/png");
  }

  #saveCsv() {
    download(`${this.fileName}.csv`, "text/csv", this.cell.csv(this.name));
  }

  /** Zooms the view by `factor` about a pixel column. @param {number} factor @param {number} [about] */
  #zoom(factor, about) {
    const edges = this.cell.edges(this.name);
    if (!edges || !this.movable) return;
    const [left, right] = edges;
    const at = about ?? (left + right) / 2;
    this.#view(at - (at - left) * factor, at + (right - at) * factor);
  }

  /** @param {number} by pixels, to the right */
  #pan(by) {
    const edges = this.cell.edges(this.name);
    if (edges && this.movable) this.#view(edges[0] + by, edges[1] + by);
  }

  /** @param {number} left @param {number} right */
  #view(left, right) {
    const view = this.cell.viewBetween(this.name, left, right);
    if (view) this.options.setView?.(view);
  }

  #listen() {
    const { canvas } = this;
    const column = (/** @type {MouseEvent} */ event) => event.clientX - canvas.getBoundingClientRect().left;
    /** @type {Map<number, number>} columns of the pointers that are down */
    const down = new Map();
    canvas.addEventListener("pointerdown", (event) => {
      down.set(event.pointerId, column(event));
      canvas.setPointerCapture(event.pointerId);
      this.#read(column(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      const now = column(event);
      const before = down.get(event.pointerId);
      if (before === undefined) {
        this.#read(now);
      } else if (down.size === 1) {
        if (Math.abs(now - before) < 1) return;
        down.set(event.pointerId, now);
        this.#pan(before - now);
      } else {
        const other = [...down].find(([id]) => id !== event.pointerId)?.[1] ?? now;
        const factor = Math.abs(before - other) / Math.max(8, Math.abs(now - other));
        down.set(event.pointerId, now);
        this.#zoom(Math.min(4, Math.max(0.25, factor)), other);
      }
    });
    const up = (/** @type {PointerEvent} */ event) => down.delete(event.pointerId);
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("pointerleave", () => this.#unread());
    canvas.addEventListener("blur", () => this.#unread());
    canvas.addEventListener(
      "wheel",
      (event) => {
        // A bare wheel scrolls the page, as readers expect.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.#zoom(Math.exp(event.deltaY / 300), column(event));
      },
      { passive: false },
    );
    canvas.addEventListener("dblclick", () => this.options.resetView?.());
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const edges = this.cell.edges(this.name);
    if (!edges) return;
    const [left, right] = edges;
    const middle = this.column ?? (left + right) / 2;
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowLeft: () => (event.shiftKey ? this.#pan(-(right - left) / 8) : this.#read(Math.max(left, middle - 8))),
      ArrowRight: () => (event.shiftKey ? this.#pan((right - left) / 8) : this.#read(Math.min(right, middle + 8))),
      "+": () => this.#zoom(0.5),
      "-": () => this.#zoom(2),
      Home: () => this.options.resetView?.(),
      Escape: () => this.#unread(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #unread() {
    this.column = undefined;
    this.readout.hidden = this.line.hidden = true;
    this.dots.replaceChildren();
  }

  /** Shows what stands under a pixel column. @param {number} column */
  #read(column) {
    const probe = this.cell.probe(this.name, column);
    if (!probe || probe.series.length === 0) {
      this.#unread();
      return;
    }
    this.column = column;
    const colour = (/** @type {{light: string, dark: string}} */ one) => (isDark() ? one.dark : one.light);
    const at = probe.series[0].column;
    this.line.hidden = this.readout.hidden = false;
    this.line.style.left = `${at}px`;
    this.line.style.top = `${probe.top}px`;
    this.line.style.height = `${probe.bottom - probe.top}px`;
    this.dots.replaceChildren(
      ...probe.series.map((one) => {
        const dot = h("i");
        dot.style.left = `${one.column}px`;
        dot.style.top = `${one.row}px`;
        dot.style.background = colour(one);
        return dot;
      }),
    );
    const where = probe.inside === null ? "" : probe.inside ? " · inside training" : " · outside training";
    const rows = probe.series.map((one) => {
      const swatch = h("i");
      swatch.style.background = colour(one);
      return h("tr", {}, h("td", {}, swatch), h("th", {}, one.name), h("td", {}, one.text));
    });
    this.readout.replaceChildren(h("p", {}, probe.x + where), h("table", {}, ...rows));
    const room = this.stage.clientWidth;
    const { offsetWidth: width } = this.readout;
    const side = at + 14 + width < room ? at + 14 : at - 14 - width;
    this.readout.style.left = `${Math.max(0, Math.min(side, room - width))}px`;
    this.readout.style.top = `${probe.top + 8}px`;
  }
}
