/** A cell on the page: its head, its form, its figures, and for a fit the runs behind them. */

import { Cell, changeField, readFence } from "./pkg/scinet.js";
import { Controls } from "./controls.js";
import { h } from "./dom.js";
import { Figure, legend } from "./figure.js";
import { FitPart } from "./fit.js";
import { draw } from "./frames.js";
import { address, copy } from "./link.js";
import { SciNetPart } from "./scinet.js";
import { onTheme } from "./theme.js";

/** @typedef {import("./protocol.js").Spec} Spec */
/** @typedef {import("./protocol.js").Reading} Reading */

let cells = 0;

export class CellView {
  /**
   * @param {Spec} spec @param {string} name a place to link to, or ""
   * @param {import("./pool.js").Pool} pool
   * @param {(link: string) => void} [changed] hears the link after every change of the spec
   */
  constructor(spec, name, pool, changed = () => {}) {
    this.number = ++cells;
    this.spec = spec;
    this.changed = changed;
    this.visible = false;
    this.cell = new Cell(spec.link);
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.legendKey = "";
    this.title = h("h3");
    this.trouble = h("pre", { class: "problem", role: "alert", hidden: true });
    this.legendPlace = h("div");
    this.signed = h("span", { hidden: true });
    this.controls = new Controls(spec.fields, (key, value) => this.#change(key, value));
    this.fence = h("textarea", { spellcheck: false, rows: 3, "aria-label": "Spec of this cell as text" });
    const firstView = spec.fields.find((field) => field.key === "view")?.value ?? "";
    const options = {
      height: 340,
      hidden: this.hidden,
      setView: (/** @type {string} */ view) => void this.#change("view", view),
      resetView: () => void this.#change("view", firstView),
    };
    const owner = {
      change: (/** @type {string} */ key, /** @type {string} */ value) => this.#change(key, value),
      news: () => this.#news(),
      complain: (/** @type {string} */ text) => this.#complain(text),
    };
    /** @type {import("./training.js").TrainingPart | null} */
    this.training = null;
    /** @type {Figure[]} */
    this.figures = [];
    if (spec.kind === "fit") {
      this.training = new FitPart(pool, this.cell, options, owner);
      this.figures = [new Figure(this.cell, "fit", { ...options, height: 380 }), new Figure(this.cell, "error", { ...options, height: 230 })];
    } else if (spec.kind === "scinet") {
      this.training = new SciNetPart(pool, this.cell, options, owner);
    } else {
      this.figures = [new Figure(this.cell, "activation", options)];
    }
    this.element = this.#page(name);
    this.#show();
    this.leaveTheme = onTheme(() => this.redraw());
    this.observer = new IntersectionObserver((entries) => this.#seen(entries[entries.length - 1].isIntersecting), { rootMargin: "300px" });
    this.observer.observe(this.element);
  }

  /** Ends the runs and frees what the cell holds in Rust; its element must leave the page. */
  close() {
    this.visible = false;
    this.observer.disconnect();
    this.leaveTheme();
    this.training?.runs.close();
    this.element.remove();
    // Drawings that are still asked for find their canvas gone and do nothing.
    setTimeout(() => this.cell.free(), 1000);
  }

  /** @param {string} name */
  #page(name) {
    const wide = matchMedia("(min-width: 60rem)").matches;
    const form = h("details", { class: "settings", open: wide }, h("summary", {}, "Settings"), this.controls.element, this.#source());
    const figures = this.figures.map((figure) => figure.element);
    const left = h("div", {}, this.legendPlace, ...figures, ...(this.training?.main ?? []));
    const element = h("section", { class: `cell ${this.spec.kind}`, "aria-label": `${this.spec.kind} cell` });
    if (name) element.id = name;
    element.append(h("header", {}, this.title, this.#share()));
    if (this.training) element.append(this.training.bar.element);
    element.append(this.trouble, h("div", { class: "columns" }, left, form), ...(this.training?.below ?? []));
    return element;
  }

  /** Buttons that copy the cell's link, plain or with the fingerprint of what it gave here. */
  #share() {
    const field = h("input", { class: "address", readOnly: true, hidden: true, "aria-label": "Link to this cell" });
    const button = (/** @type {string} */ label, /** @type {string} */ title, /** @type {() => string} */ link) => {
      const element = h("button", { type: "button", title }, label);
      element.addEventListener("click", async () => {
        field.value = address(link());
        const copied = await copy(field.value);
        field.hidden = copied;
        if (!copied) field.select();
        element.textContent = copied ? "Copied" : "Copy it from here:";
        setTimeout(() => (element.textContent = label), 2500);
      });
      return element;
    };
    this.signed.append(
      button("Copy link with fingerprint", "Whoever runs it is told whether it gave the same bits", () => {
        const found = this.cell.fingerprint() ?? "none";
        const { spec } = /** @type {Reading} */ (changeField(this.spec.link, "fingerprint", found));
        return spec?.link ?? this.spec.link;
      }),
    );
    return h("div", { class: "share" }, this.signed, button("Copy link", "A link that opens this cell as it is", () => this.spec.link), field);
  }

  /** The spec as text, to read, to change, to paste into a notebook. */
  #source() {
    const problem = h("pre", { class: "problem", hidden: true });
    this.fence.addEventListener("change", () => {
      const reading = /** @type {Reading} */ (readFence(this.spec.kind, this.fence.value));
      problem.textContent = reading.problems.map((one) => one.text).join("\n");
      problem.hidden = reading.spec !== null;
      if (!reading.spec) return;
      this.#take(reading.spec);
      this.controls.show(reading.spec.fields, true);
    });
    const note = h("p", { class: "note" }, "What differs from the defaults.");
    return h("details", { class: "source" }, h("summary", {}, "As text"), note, this.fence, problem);
  }

  /** @param {string} key @param {string} value */
  #change(key, value) {
    const reading = /** @type {Reading} */ (changeField(this.spec.link, key, value));
    if (reading.spec) this.#take(reading.spec);
    return reading;
  }

  /** @param {Spec} spec */
  #take(spec) {
    const same = spec.link === this.spec.link;
    this.spec = spec;
    if (!same) {
      this.cell.update(spec.link);
      this.#complain("");
      this.training?.follow();
      if (this.visible) this.training?.runs.fit();
      this.changed(spec.link);
    }
    this.#show();
    this.#news();
  }

  /** Shows the spec: title, form and text. */
  #show() {
    this.controls.show(this.spec.fields);
    if (document.activeElement !== this.fence) this.fence.value = this.spec.fence;
    this.fence.rows = Math.max(3, this.spec.fence.split("\n").length);
    this.title.textContent = title(this.spec);
    this.#showProgress();
  }

  /** @param {string} text */
  #complain(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = text === "";
  }

  #showProgress() {
    if (!this.training) return;
    this.training.showProgress();
    this.signed.hidden = this.cell.fingerprint() === undefined;
    this.element.dataset.state = this.training.state;
  }

  /** After news of the runs. */
  #news() {
    this.#showProgress();
    if (this.visible) this.redraw();
  }

  /** @param {boolean} visible on the screen or close to it */
  #seen(visible) {
    this.visible = visible;
    if (!visible) return;
    this.training?.runs.fit();
    this.redraw();
  }

  redraw() {
    for (const figure of this.figures) figure.redraw();
    this.training?.redraw();
    draw(`cell-${this.number}`, () => this.#describe());
  }

  /** The legend, the table, and the figures in words. */
  #describe() {
    if (!this.element.isConnected) return;
    const entries = /** @type {import("./protocol.js").LegendEntry[]} */ (this.cell.legend());
    const key = entries.map((entry) => entry.name).join("\n");
    if (key !== this.legendKey) {
      this.legendKey = key;
      this.legendPlace.replaceChildren(legend(entries, this.hidden, () => this.redraw()));
    }
    const words = this.training?.showTable() ?? `${entries.map((entry) => entry.name).join(", ")}.`;
    for (const figure of this.figures) figure.describe(`${this.cell.title(figure.name)}. ${words}`);
  }
}

/** @param {Spec} spec */
function title(spec) {
  const value = (/** @type {string} */ key) => spec.fields.find((field) => field.key === key)?.value;
  if (spec.kind === "fit") return `Fit: y = ${value("target")}`;
  if (spec.kind === "scinet") return `SciNet on the driven oscillator, ${value("space")} space`;
  return "Activation functions";
}
