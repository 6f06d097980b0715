/** Inside the net: what each neuron adds, where it bends, and its weights to change by hand. */

import { Figure } from "../../cell/figure/figure.js";
import { shown as shownOf } from "../../cell/own.js";
import { h } from "../../shell/tools/dom.js";

/** @typedef {import("../../pkg/page.js").Cell} Cell */

/** @type {import("../../cell/own.js").Shows<import("../../pkg/page.js").FitShown>} */
const shown = shownOf;

/** Names of a neuron's numbers, in the order of Rust's `part`. */
const PARTS = /** @type {const} */ (["w1", "b1", "w2"]);

export class Inside {
  /**
   * @param {Cell} cell
   * @param {import("../../cell/figure/figure.js").FigureOptions} figureOptions
   * @param {(nets: string) => string} setNets takes the value of the key `nets`; returns what is wrong with it
   */
  constructor(cell, figureOptions, setNets) {
    this.cell = cell;
    this.setNets = setNets;
    this.figureOptions = figureOptions;
    this.chosen = 0;
    this.running = false;
    /** @type {Figure | undefined} */
    this.figure = undefined;
    this.tabs = h("div", { class: "tabs", role: "group", "aria-label": "Network" });
    this.place = h("div");
    this.note = h("p", { class: "note" });
    this.problem = h("pre", { class: "problem", hidden: true });
    this.body = h("tbody");
    const head = h("tr", {}, ...["neuron", "w₁", "b₁", "w₂", "bends at x ="].map((text) => h("th", { scope: "col" }, text)));
    this.table = h("table", { class: "weights" }, h("thead", {}, head), this.body);
    this.details = h("details", {}, h("summary", {}, "Weights"), this.note, this.problem, h("div", { class: "scroll" }, this.table));
    this.details.addEventListener("toggle", () => this.#fill());
    this.element = h(
      "section",
      { class: "inside" },
      h("h4", {}, "Inside the net"),
      h("p", { class: "note" }, "Thin lines are single neurons, w₂ φ(b₁ + w₁ x); with b₂ they add up to the thick one. Triangles mark where a neuron bends."),
      this.tabs,
      this.place,
      this.details,
    );
    this.rebuild();
  }

  /** After the networks of the spec have changed. */
  rebuild() {
    const names = this.cell.netNames();
    this.element.hidden = names.length === 0;
    if (names.length === 0) return;
    this.chosen = Math.min(this.chosen, names.length - 1);
    this.tabs.replaceChildren(
      ...names.map((name, i) => {
        const tab = h("button", { type: "button", onclick: () => this.#choose(i) }, name);
        tab.setAttribute("aria-pressed", String(i === this.chosen));
        return tab;
      }),
    );
    this.#choose(this.chosen);
  }

  /** @param {number} i */
  #choose(i) {
    this.chosen = i;
    [...this.tabs.children].forEach((tab, j) => tab.setAttribute("aria-pressed", String(i === j)));
    this.figure = new Figure(this.cell, `neurons:${i}`, { ...this.figureOptions, hidden: new Set() });
    this.figure.describe(`Contributions of the neurons of ${this.cell.netNames()[i]} over x`);
    this.place.replaceChildren(this.figure.element);
    this.update(this.running);
  }

  /** After news of the runs. @param {boolean} running */
  update(running) {
    const stopped = this.running && !running;
    this.running = running;
    this.figure?.redraw();
    this.note.textContent = running
      ? "Pause to change a weight by hand."
      : "Type a weight to set it by hand: this network then starts again at epoch 0 from all the weights shown.";
    const typing = this.details.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement;
    if (this.details.open && (!typing || stopped)) this.#fill();
  }

  #fill() {
    if (!this.details.open) return;
    const weights = shown(this.cell, "weights", this.chosen);
    const neurons = weights?.neurons ?? [];
    const rows = neurons.map((neuron, i) => {
      const cells = PARTS.map((part, j) => h("td", {}, this.#input(`${part} of neuron ${i + 1}`, neuron[part], i, j)));
      return h("tr", {}, h("th", { scope: "row" }, String(i + 1)), ...cells, h("td", {}, neuron.hinge));
    });
    const bias = weights?.bias;
    if (bias !== undefined) {
      const cell = h("td", { colSpan: 4 }, this.#input("b2, the output bias", bias, neurons.length, 0));
      rows.push(h("tr", {}, h("th", { scope: "row" }, "b₂"), cell));
    }
    this.body.replaceChildren(...rows);
  }

  /** @param {string} name @param {number} value @param {number} neuron @param {number} part */
  #input(name, value, neuron, part) {
    const text = String(Number(value.toPrecision(6)));
    const input = h("input", { type: "text", inputMode: "decimal", value: text, disabled: this.running, "aria-label": name });
    input.addEventListener("change", () => {
      const typed = Number(input.value.replace("−", "-"));
      const valid = input.value.trim() !== "" && Number.isFinite(typed);
      const nets = valid ? shown(this.cell, "byHand", [this.chosen, neuron, part, typed]) : null;
      const problem = nets ? this.setNets(nets) : `${name} = ${input.value}\n  allowed: a number`;
      input.setAttribute("aria-invalid", String(problem !== ""));
      this.problem.textContent = problem;
      this.problem.hidden = problem === "";
    });
    return input;
  }
}
