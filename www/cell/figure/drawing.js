/** Drawing a function with the pointer: a stroke over a figure becomes the target of its cell. */

import { h } from "../../shell/tools/dom.js";

/** @typedef {import("./figure.js").Figure} Figure */
/** @typedef {import("../../pkg/page.js").SpecReading} SpecReading */

const SVG = "http://www.w3.org/2000/svg";
const SHORT = "Draw over the figure. ";
const HINT = "Draw over the figure, from left to right; where you go back, the last line counts.";

export class Drawing {
  /**
   * @param {Figure} figure over which is drawn
   * @param {{target: () => string, change: (target: string) => SpecReading}} owner
   */
  constructor(figure, owner) {
    this.figure = figure;
    this.owner = owner;
    /** The target before it was drawn, and as it was drawn. @type {{before: string, drawn: string} | null} */
    this.undoable = null;
    /** @type {{columns: number[], rows: number[], pointer: number} | null} the stroke under way */
    this.stroke = null;
    this.start = h("button", { type: "button", title: HINT, onclick: () => this.#toggle() }, "Draw a function");
    this.undo = h("button", { type: "button", hidden: true, onclick: () => this.#undo() }, "Undo the drawing");
    this.hint = h("p", { class: "note", role: "status", hidden: true });
    this.element = h("div", { class: "drawing" }, this.start, this.undo, this.hint);
    this.line = document.createElementNS(SVG, "polyline");
    const picture = document.createElementNS(SVG, "svg");
    picture.append(this.line);
    this.cancel = h("button", { type: "button", onclick: () => this.#end() }, "Cancel");
    this.pad = h("div", { class: "pad" }, h("p", {}, SHORT, this.cancel));
    this.pad.prepend(picture);
    this.onkey = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && this.#end();
    this.#listen();
  }

  /** After the spec has changed: another target cannot be undone here. */
  follow() {
    if (this.undoable?.drawn !== this.owner.target()) this.undoable = null;
    this.undo.hidden = this.undoable === null;
  }

  get #drawing() {
    return this.pad.isConnected;
  }

  #toggle() {
    if (this.#drawing) {
      this.#end();
      return;
    }
    this.#say("");
    this.start.textContent = "Stop drawing";
    this.figure.stage.append(this.pad);
    this.figure.stage.scrollIntoView({ block: "nearest" });
    this.cancel.focus({ preventScroll: true });
    // The focus may be anywhere by the time that the reader has enough.
    document.addEventListener("keydown", this.onkey);
  }

  #end() {
    document.removeEventListener("keydown", this.onkey);
    this.stroke = null;
    this.pad.classList.remove("stroking");
    this.line.setAttribute("points", "");
    this.start.textContent = "Draw a function";
    if (this.pad.contains(document.activeElement)) this.start.focus({ preventScroll: true });
    this.pad.remove();
  }

  #undo() {
    const { undoable } = this;
    if (!undoable) return;
    this.owner.change(undoable.before);
    this.start.focus();
  }

  #listen() {
    const { pad } = this;
    const add = (/** @type {PointerEvent} */ event) => {
      if (this.stroke?.pointer !== event.pointerId) return;
      const { left, top } = pad.getBoundingClientRect();
      // Some browsers give the places between two events too; the event itself is the last of them.
      const passed = event.getCoalescedEvents?.() ?? [];
      for (const { clientX, clientY } of passed.length > 0 ? passed : [event]) {
        this.stroke.columns.push(clientX - left);
        this.stroke.rows.push(clientY - top);
      }
      this.line.setAttribute("points", this.stroke.columns.map((column, i) => `${column},${this.stroke?.rows[i]}`).join(" "));
    };
    pad.addEventListener("pointerdown", (event) => {
      if (this.stroke || event.button !== 0 || event.target === this.cancel) return;
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      this.stroke = { columns: [], rows: [], pointer: event.pointerId };
      pad.classList.add("stroking");
      add(event);
    });
    pad.addEventListener("pointermove", add);
    pad.addEventListener("pointerup", (event) => {
      if (this.stroke?.pointer !== event.pointerId) return;
      add(event);
      this.#take();
    });
    pad.addEventListener("pointercancel", () => this.#end());
  }

  /** Makes the stroke the target. */
  #take() {
    const { columns, rows } = this.stroke ?? { columns: [], rows: [] };
    const drawn = this.figure.cell.through(this.figure.name, Float64Array.from(columns), Float64Array.from(rows));
    this.stroke = null;
    this.pad.classList.remove("stroking");
    if (drawn === undefined) {
      this.line.setAttribute("points", "");
      return;
    }
    const before = this.owner.target();
    const { spec, problems } = this.owner.change(drawn);
    this.#end();
    this.#say(problems.map((problem) => problem.text).join("\n"));
    if (spec) this.undoable = { before, drawn: this.owner.target() };
    this.follow();
  }

  /** @param {string} words */
  #say(words) {
    this.hint.textContent = words;
    this.hint.hidden = words === "";
  }
}
