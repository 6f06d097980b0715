/** What differs in the cells of the worlds: sliders for the scene and the question, the answer, and a report. */

import { shown as shownOf, take } from "../cell/own.js";
import { PanelsPart } from "../cell/panels.js";
import { LEARNING } from "../cell/training/part.js";
import { h } from "../shell/tools/dom.js";

/** @typedef {import("../pkg/page.js").DialView} DialView */
/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */

/** @type {import("../cell/own.js").Shows<import("../pkg/page.js").WorldShown>} */
const shown = shownOf;

/** Fresh scenes on which a worker measures the network: fewer while it trains. */
const SAMPLES = 8192;
const FEW_SAMPLES = 1024;

const HEIGHTS = { scene: 340, answers: 300, latents: 290, learning: 280 };

/** How long the question's slider takes from one end to the other when it is played, in milliseconds. */
const PLAYED = 8000;

class WorldPart extends PanelsPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/training/part.js").Owner} owner
   */
  constructor(pool, cell, owner) {
    const { asked, means } = shown(cell, "words");
    super(pool, cell, owner, { heights: HEIGHTS, notes: { latents: means, learning: LEARNING } });
    /** @type {{input: HTMLInputElement, text: HTMLOutputElement}[]} */
    this.sliders = [];
    /** What moves the question's slider, while it is played. */
    this.frame = 0;
    this.playing = h("button", { type: "button", title: "Let the question's slider run", onclick: () => (this.frame ? this.#stop() : this.#play()) }, "▶ Play");
    this.sliderPlace = h("div", { class: "choices dials" });
    this.answer = h("p", { class: "answer", role: "status" });
    /** Whether a worker measures the network. */
    this.measuring = false;
    /** The state of the network whose measurement failed. */
    this.unmeasured = "";
    this.sentences = h("ul", { class: "note" });
    this.rows = h("tbody");
    const column = (/** @type {string} */ text) => h("th", { scope: "col" }, text);
    const head = h("thead", {}, h("tr", {}, ...["asked", "RMS error", "RMS of the truth itself"].map(column)));
    this.table = h("div", { class: "scroll" }, h("table", { class: "measures", "aria-label": "Errors" }, head, this.rows));
    this.main = [h("p", { class: "note" }, asked), this.sliderPlace, this.answer, this.origin, this.place];
  }

  /** @param {SpecForms} spec */
  show(spec) {
    super.show(spec);
    this.#showDials();
    this.arrange();
  }

  #showDials() {
    const dials = shown(this.cell, "dials");
    if (this.sliders.length !== dials.length) this.#build(dials);
    dials.forEach((dial, i) => {
      const { input, text } = this.sliders[i];
      Object.assign(input, { min: String(dial.low), max: String(dial.high), step: String(dial.step) });
      if (document.activeElement !== input) input.value = String(dial.value);
      text.textContent = `${dial.text} ${dial.unit}${dial.inside ? "" : ", outside training"}`;
      input.setAttribute("aria-valuetext", text.textContent);
      text.classList.toggle("outside", !dial.inside);
    });
  }

  /** @param {DialView[]} dials */
  #build(dials) {
    this.sliders = dials.map((dial, i) => {
      const input = h("input", { type: "range", "aria-label": dial.name });
      const text = h("output");
      input.addEventListener("input", () => {
        this.#stop();
        this.#move(i, Number(input.value));
      });
      return { input, text };
    });
    const label = (/** @type {DialView} */ dial, /** @type {number} */ i) => h("label", { class: "dial" }, h("span", {}, dial.name), this.sliders[i].input, this.sliders[i].text);
    this.sliderPlace.replaceChildren(...dials.map(label), this.playing);
  }

  /** Lets the question's slider run to its end, from its start if it stands there. */
  #play() {
    const [slider] = this.sliders.slice(-1);
    const [low, high, step] = [slider.input.min, slider.input.max, slider.input.step].map(Number);
    const now = Number(slider.input.value);
    const from = now > high - step ? low : now;
    const begin = performance.now();
    this.playing.textContent = "❚❚ Pause";
    const tick = () => {
      const value = from + ((high - low) * (performance.now() - begin)) / PLAYED;
      const next = Math.min(high, low + step * Math.round((value - low) / step));
      if (next !== Number(slider.input.value)) {
        slider.input.value = String(next);
        this.#move(this.sliders.length - 1, next);
      }
      if (next >= high || !this.playing.isConnected) this.#stop();
      else this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  #stop() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.playing.textContent = "▶ Play";
  }

  close() {
    this.#stop();
    super.close();
  }

  /** Moves a slider. @param {number} i @param {number} value */
  #move(i, value) {
    const scene = shown(this.cell, "sceneWith", [i, value]);
    if (scene !== null) void this.owner.change("scene", scene);
  }

  /** @param {string} word */
  tables(word) {
    return word === "report" ? [this.sentences, this.table] : [];
  }

  /** @param {string} word */
  showTables(word) {
    if (word === "answers") return this.answer.textContent ?? "";
    return word === "report" ? this.#showReport() : "";
  }

  describe() {
    super.describe();
    // The answer stands above the panels, and is seen where their figures are not.
    this.#showAnswer();
  }

  #showAnswer() {
    const answers = shown(this.cell, "answers");
    const words = answers.map(({ name, unit, truth, network }) => `${name}: truth ${truth}${unit && ` ${unit}`}, SciNet ${network}${unit && ` ${unit}`}`).join("; ");
    if (this.answer.textContent !== words) this.answer.textContent = words;
    return words;
  }

  /** Has a worker measure the network, unless that is done. */
  #measure() {
    const state = shown(this.cell, "unreported");
    const [run] = this.cell.runs();
    if (this.measuring || state === null || state === this.unmeasured) return;
    this.measuring = true;
    const parameters = new Float32Array(this.cell.parameters(0) ?? []);
    const measured = (/** @type {import("../workers/protocol.js").News} */ message) => {
      this.measuring = false;
      if (message.type === "failed") this.unmeasured = state;
      // A report on another world is of no use: the spec may have changed in the meantime.
      if (message.type === "reported" && run === this.cell.runs()[0]) take(this.cell, "report", [state, message.report]);
      this.owner.news();
    };
    this.pool.report(run, parameters, measured, this.runs.running ? FEW_SAMPLES : SAMPLES);
  }

  get complete() {
    const state = shown(this.cell, "unreported");
    // A network that trains is never measured for long.
    return super.complete && (this.runs.running || state === null || state === this.unmeasured);
  }

  /** @param {import("../shell/at-once.js").AtOnce} now */
  completeNow(now) {
    super.completeNow(now);
    const state = shown(this.cell, "unreported");
    const { trainer } = now;
    if (state === null || !trainer) return;
    const [run] = this.cell.runs();
    const report = now.attempt(() => trainer.measure(run, new Float32Array(this.cell.parameters(0) ?? []), SAMPLES));
    if (report !== null) take(this.cell, "report", [state, report]);
  }

  #showReport() {
    this.#measure();
    const { sentences, rows } = shown(this.cell, "report");
    this.sentences.replaceChildren(...sentences.map((text) => h("li", {}, text)));
    this.rows.replaceChildren(...rows.map(([place, error, size]) => h("tr", {}, h("th", { scope: "row" }, place), h("td", {}, error), h("td", {}, size))));
    return sentences.join(" ");
  }
}

/** @type {import("../cell/kind.js").Kind} */
export const world = {
  name: "world",
  part: (pool, cell, _options, owner) => new WorldPart(pool, cell, owner),
};
