/** The coefficients of the polynomials of a `data` cell, with a button that copies all of their digits. */

import { copy } from "../../shell/tools/address.js";
import { h } from "../../shell/tools/dom.js";
import { sayBriefly, steadyButton } from "../../shell/tools/steady.js";

/** The first line of the text that is copied. */
const HEAD = ["model", "output", "term", "value", "standard error"];

export class Coefficients {
  constructor() {
    this.body = h("tbody");
    this.head = h("tr");
    /** All digits, with tabs. */
    this.text = "";
    this.field = h("textarea", { class: "copied", readOnly: true, hidden: true, rows: 8, "aria-label": "Coefficients to copy" });
    this.table = h("table", { class: "measures", "aria-label": "Coefficients" }, h("thead", {}, this.head), this.body);
    this.button = steadyButton(["Copy coefficients", "Copied", "Copy them below"], "All digits, with tabs, for a spreadsheet", () => void this.#copy());
    this.element = h("div", { class: "coefficients", hidden: true }, h("div", { class: "scroll" }, this.table), this.button, this.field);
  }

  async #copy() {
    this.field.value = this.text;
    const copied = await copy(this.text);
    this.field.hidden = copied;
    if (!copied) this.field.select();
    sayBriefly(this.button, copied ? "Copied" : "Copy them below");
  }

  /** @param {string} remarks of a worker: lines with tabs are coefficients, with all digits and then for people */
  show(remarks) {
    const all = remarks.split("\n").map((line) => line.split("\t")).filter((cells) => cells.length > 1);
    const lines = all.filter((cells) => cells[5] !== "");
    this.text = [HEAD, ...all.map((cells) => cells.slice(0, 5))].map((cells) => `${cells.join("\t")}\n`).join("");
    this.field.hidden = true;
    this.element.hidden = all.length === 0;
    this.table.hidden = lines.length === 0;
    const several = new Set(lines.map(([, output]) => output)).size > 1;
    const kept = (/** @type {string[]} */ [model, output, term, , , value]) => [model, ...(several ? [output] : []), term, value];
    this.head.replaceChildren(...kept(["model", "output", "coefficient of", "", "", "value ± standard error"]).map((text) => h("th", { scope: "col" }, text)));
    this.body.replaceChildren(
      ...lines.map((line, i) => {
        const [model, ...rest] = kept(line);
        // The name of a model stands beside the first of its coefficients.
        const first = i === 0 || lines[i - 1][0] !== line[0];
        return h("tr", {}, h("th", { scope: "row" }, first ? model : ""), ...rest.map((text) => h("td", {}, text)));
      }),
    );
  }
}
