/** The tables of a `scinet`: its errors at each distance, and the errors of the classical fits beside it. */

import { shown as shownOf } from "../../cell/own.js";
import { h } from "../../shell/tools/dom.js";

/** @typedef {import("../../pkg/page.js").Cell} Cell */

/** @type {import("../../cell/own.js").Shows<import("../../pkg/page.js").SciNetShown>} */
const shown = shownOf;

/** The rule that separates used latent variables from unused ones. */
export const useRule = (/** @type {Cell} */ cell) => shown(cell, "rule");

/** What each latent variable does, in words. @param {Cell} cell */
export const latentNotes = (cell) => shown(cell, "latents");

const column = (/** @type {string} */ text) => h("th", { scope: "col" }, text);
const cells = (/** @type {string[]} */ texts) => texts.map((text) => h("td", {}, text));

/** Errors of the network on the training data and at k σ. */
export class ErrorsTable {
  /** @param {Cell} cell */
  constructor(cell) {
    this.cell = cell;
    this.head = h("tr");
    this.body = h("tbody");
    const table = h("table", { class: "measures", "aria-label": "Errors" }, h("thead", {}, this.head), this.body);
    this.element = h("div", { class: "scroll" }, table);
  }

  /** Fills the table; returns it in words. */
  show() {
    const errors = shown(this.cell, "errors");
    this.head.replaceChildren(...["where", ...errors.outputs.map((output) => `RMS error of ${output}`), "samples"].map(column));
    this.body.replaceChildren(
      ...errors.rows.map(({ place, rms, n_samples }) => h("tr", {}, h("th", { scope: "row" }, place), ...cells([...rms, String(n_samples)]))),
    );
    const said = (/** @type {string[]} */ rms) => errors.outputs.map((output, i) => `${rms[i]} of ${output}`).join(" and ");
    return errors.rows.map(({ place, rms }) => `${place}: RMS error ${said(rms)}.`).join(" ");
  }
}

/** SciNet, polynomials and the response function: their errors on the same draws. */
export class ModelsTable {
  /** @param {Cell} cell */
  constructor(cell) {
    this.cell = cell;
    this.top = h("tr");
    this.head = h("tr");
    this.body = h("tbody");
    this.equation = h("p", { class: "note" });
    const table = h("table", { class: "measures models", "aria-label": "SciNet and classical fits" }, h("thead", {}, this.top, this.head), this.body);
    this.element = h("div", {}, h("div", { class: "scroll" }, table), this.equation);
  }

  /** Fills the table; returns it in words. */
  show() {
    const { outputs, places, rows, equation } = shown(this.cell, "models");
    this.top.replaceChildren(h("th", {}), h("th", {}), ...places.map((place) => h("th", { scope: "colgroup", colSpan: outputs.length }, place)));
    const errors = places.flatMap(() => outputs.map((output) => `RMS error of ${output}`));
    this.head.replaceChildren(...["model", "numbers", ...errors].map(column));
    this.body.replaceChildren(
      ...rows.map(({ name, coefficients, rms }) => h("tr", {}, h("th", { scope: "row" }, name), ...cells([String(coefficients), ...rms]))),
    );
    this.equation.textContent = equation ? `The response function as fitted: ${equation}` : "";
    return rows.map(({ name, rms }) => `${name}: RMS errors on the training data ${rms.slice(0, outputs.length).join(" and ")}.`).join(" ");
  }
}
