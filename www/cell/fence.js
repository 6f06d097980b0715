/** The settings of a cell as text: to read, to change, to paste into a notebook. */

import { readFence } from "../pkg/page.js";
import { h } from "../shell/tools/dom.js";

/** @typedef {import("../pkg/page.js").SpecReading} SpecReading */
/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */

export class FenceText {
  /**
   * @param {string} kind
   * @param {{read: (reading: SpecReading) => void, mistaken: () => void}} listener `mistaken` is called when `unread` may have
   *   changed, `read` then
   */
  constructor(kind, { read, mistaken }) {
    /** Whether the text could not be read. */
    this.unread = false;
    this.text = h("textarea", { spellcheck: false, rows: 3, "aria-label": "Spec of this cell as text" });
    const problem = h("pre", { class: "problem", hidden: true });
    this.text.addEventListener("change", () => {
      const reading = readFence(kind, this.text.value);
      problem.textContent = reading.problems.map((one) => one.text).join("\n");
      problem.hidden = reading.spec !== null;
      this.unread = reading.spec === null;
      mistaken();
      read(reading);
    });
    const note = h("p", { class: "note" }, "What differs from the defaults.");
    this.element = h("details", { class: "source" }, h("summary", {}, "As text"), note, this.text, problem);
  }

  /** @param {SpecForms} spec */
  show(spec) {
    if (document.activeElement !== this.text) this.text.value = spec.fence;
    this.text.rows = Math.max(3, spec.fence.split("\n").length);
  }
}
