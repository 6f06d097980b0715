/** The table of a fit: every model with its errors, inside the training data and at the ends of the view. */

import { h } from "../../shell/tools/dom.js";

/** @typedef {import("../../pkg/page.js").FitRowView} FitRowView */
/** @typedef {{epoch: string, loss: string}} Progress */

export class FitTable {
  constructor() {
    this.head = h("tr");
    this.body = h("tbody");
    const note = h("p", { class: "note" }, "Error = model − truth; RMS and largest over 2001 even steps of the inside. Parameters: weights and biases, or coefficients.");
    const table = h("table", { class: "measures", "aria-label": "Errors" }, h("thead", {}, this.head), this.body);
    this.element = h("div", {}, h("div", { class: "scroll" }, table), note);
  }

  /**
   * @param {string[]} ends name of the inside, low and high end of the view
   * @param {FitRowView[]} rows
   * @param {(net: number) => Progress} progress
   */
  show([inside, low, high], rows, progress) {
    const trains = rows.some((row) => row.net !== null);
    const heads = ["model", `RMS error, ${inside}`, `largest, ${inside}`, `error at x = ${low}`, `error at x = ${high}`];
    if (trains) heads.push("epoch", "batch loss");
    heads.push("parameters");
    this.head.replaceChildren(...heads.map((text) => h("th", { scope: "col" }, text)));
    this.body.replaceChildren(
      ...rows.map((row) => {
        const net = row.net !== null ? progress(row.net) : { epoch: "", loss: "" };
        const numbers = [row.rms_inside, row.largest_inside, row.at_low, row.at_high];
        if (trains) numbers.push(net.epoch, net.loss);
        numbers.push(String(row.parameters));
        return h("tr", {}, h("th", { scope: "row" }, row.name), ...numbers.map((text) => h("td", {}, text)));
      }),
    );
    this.element.hidden = rows.length === 0;
  }

  /** One sentence a model, for the figure's description. @param {string[]} ends @param {FitRowView[]} rows */
  static summary([inside, low, high], rows) {
    const one = (/** @type {FitRowView} */ row) =>
      `${row.name}: RMS error ${row.rms_inside} inside (${inside}), error ${row.at_low} at x = ${low} and ${row.at_high} at x = ${high}.`;
    return rows.map(one).join(" ");
  }
}
