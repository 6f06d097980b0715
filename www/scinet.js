/** What only a `scinet` cell has: the table of its errors, inside the training data and outside. */

import { h } from "./dom.js";
import { TrainingPart } from "./training.js";

/** @typedef {import("./protocol.js").ErrorTable} ErrorTable */

export class SciNetPart extends TrainingPart {
  /**
   * @param {import("./pool.js").Pool} pool @param {import("./pkg/scinet.js").Cell} cell
   * @param {import("./figure.js").FigureOptions} options
   * @param {import("./training.js").Owner} owner
   */
  constructor(pool, cell, options, owner) {
    super(pool, cell, options, owner);
    this.loss.describe("Squared error and divergence of the batch over epochs, both axes logarithmic");
    this.head = h("tr");
    this.body = h("tbody");
    this.table = h("table", { class: "measures", "aria-label": "Errors" }, h("thead", {}, this.head), this.body);
    const note = h("p", { class: "note" }, "Outside: inputs on the ellipse at k standard deviations from the training mean, as far as 0.001 ≤ γ ≤ 1 and ω > 0.");
    this.errors = h("section", {}, h("h4", {}, "Errors, model − truth"), h("div", { class: "scroll" }, this.table), note);
    this.main = [this.learning, this.errors];
  }

  showTable() {
    const errors = /** @type {ErrorTable | undefined} */ (this.cell.errors());
    if (!errors) return "";
    const heads = ["where", ...errors.outputs.map((output) => `RMS error of ${output}`), "samples"];
    this.head.replaceChildren(...heads.map((text) => h("th", { scope: "col" }, text)));
    this.body.replaceChildren(
      ...errors.rows.map(({ place, rms, n_samples }) =>
        h("tr", {}, h("th", { scope: "row" }, place), ...[...rms, String(n_samples)].map((text) => h("td", {}, text))),
      ),
    );
    const said = (/** @type {string[]} */ rms) => errors.outputs.map((output, i) => `${rms[i]} of ${output}`).join(" and ");
    return errors.rows.map(({ place, rms }) => `${place}: RMS error ${said(rms)}.`).join(" ");
  }
}
