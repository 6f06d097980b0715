/** What differs in `scinet` cells: the choice of an experiment, and tables of errors and of classical fits. */

import { changed, shown as shownOf } from "../cell/own.js";
import { PanelsPart } from "../cell/panels.js";
import { LEARNING } from "../cell/training/part.js";
import { h } from "../shell/tools/dom.js";
import { ErrorsTable, ModelsTable, latentNotes, useRule } from "./parts/scinet-errors.js";

/** @typedef {import("../pkg/page.js").Experiment} Experiment */
/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */

/** @type {import("../cell/own.js").Shows<import("../pkg/page.js").SciNetShown>} */
const shown = shownOf;

/** Height of the figures of each panel, in pixels. */
const HEIGHTS = /** @type {Record<string, number>} */ ({
  surfaces: 360,
  errors: 320,
  slices: 280,
  histograms: 190,
  latents: 270,
  explained: 270,
  outside: 320,
  learning: 280,
});

/** The notes above the figures of some panels. */
const NOTES = /** @type {Record<string, string>} */ ({
  learning: LEARNING,
  surfaces: "Drag to turn, or use the arrow keys. The shaded floor and the ellipses show where training data lie.",
  errors: "Ellipses: distances from the training mean in standard deviations. The outermost colours stand for all larger errors.",
  explained: "R² of a straight line from each quantity to each used latent mean, on fresh training data; last column: a plane through two.",
  outside: "Inputs on the ellipse at k σ around the training mean, as far as 0.001 ≤ γ ≤ 1 and ω > 0.",
  instead: "Polynomials in two variables and the response function m ẍ + c γẋ + k x = cos ωt, fitted to draws of the same distribution. Undefined: an amplitude below 0 has no logarithm. ∞: beyond the largest number.",
});

/** @type {Experiment[]} what there is to choose from, once Rust has started */
let variants;

class SciNetPart extends PanelsPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/training/part.js").Owner} owner
   */
  constructor(pool, cell, owner) {
    super(pool, cell, owner, { heights: HEIGHTS, notes: { ...NOTES, histograms: `${useRule(cell)} The thick curve is N(0, 1).` } });
    this.errors = new ErrorsTable(cell);
    this.models = new ModelsTable(cell);
    variants ??= shown(cell, "experiments");
    this.chooser = this.#chooser();
    this.reach = h("input", { type: "range", step: "0.25", "aria-label": "Reach of the figures in standard deviations" });
    this.reachText = h("output");
    this.reach.addEventListener("input", () => void owner.change("reach", this.reach.value));
    this.head = h(
      "div",
      { class: "choices" },
      h("label", {}, "Experiment ", this.chooser),
      h("label", { class: "reach" }, "Figures show mean ± ", this.reachText, this.reach),
    );
    this.main = [this.head, this.origin, this.place];
  }

  get guess() {
    return 8e9;
  }

  #chooser() {
    const select = h("select", { "aria-label": "Experiment" });
    const option = (/** @type {string} */ label, /** @type {string} */ link) => h("option", { value: link }, label);
    select.append(option("your own", ""), ...variants.flatMap(({ name, full, quick }) => [option(name, full.link), option(`${name}, quick`, quick.link)]));
    select.addEventListener("change", () => {
      if (select.value === "") this.#choose();
      else this.owner.take(changed(this.link, "experiment", select.value).spec);
    });
    return select;
  }

  /** Shows which experiment the spec is, if it is one unchanged. */
  #choose() {
    const [run] = this.cell.runs();
    const same = variants.flatMap(({ full, quick }) => [full, quick]).find((one) => one.run === run);
    this.chooser.value = same?.link ?? "";
  }

  /** @param {SpecForms} spec */
  show(spec) {
    super.show(spec);
    const reach = spec.fields.find((field) => field.key === "reach");
    if (reach?.control.type === "number") {
      const { value, control } = reach;
      Object.assign(this.reach, { min: String(control.min), max: String(control.max) });
      if (document.activeElement !== this.reach) this.reach.value = value;
      this.reachText.textContent = `${value} σ`;
    }
    this.#choose();
    this.arrange();
  }

  /** @param {string} word */
  tables(word) {
    if (word === "outside") return [this.errors.element];
    return word === "instead" ? [this.models.element] : [];
  }

  /** @param {string} word */
  showTables(word) {
    if (word === "outside") return this.errors.show();
    return word === "instead" ? this.models.show() : "";
  }

  /** @param {string} word */
  figureNotes(word) {
    return word === "histograms" || word === "latents" ? latentNotes(this.cell) : [];
  }

  /** The errors at each distance from the training data. */
  measures() {
    return shown(this.cell, "errors");
  }
}

/** @type {import("../cell/kind.js").Kind} */
export const scinet = {
  name: "scinet",
  part: (pool, cell, _options, owner) => new SciNetPart(pool, cell, owner),
};
