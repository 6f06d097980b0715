/** What only a `scinet` cell has: the choice of an experiment, its panels of figures, and the network shipped for it. */

import { experimentOf, experiments, switchExperiment } from "./pkg/page.js";
import { h } from "./dom.js";
import { Figure, legend } from "./figure.js";
import { draw } from "./frames.js";
import { whole } from "./numbers.js";
import { shippedFile, shippedRun } from "./shipped.js";
import { ErrorsTable, ModelsTable, latentNotes, useRule } from "./measured.js";
import { TrainingPart } from "./training.js";
import { Turning } from "./turning.js";

/** @typedef {import("./protocol.js").Experiment} Experiment */
/** @typedef {import("./protocol.js").LegendEntry} LegendEntry */
/** @typedef {import("./protocol.js").Spec} Spec */
/** A panel on the page. @typedef {{word: string, section: HTMLElement, place: HTMLElement, figures: Figure[], key: string, hidden: Set<string>}} Panel */

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

/** What is said above the figures of some panels. */
const NOTES = /** @type {Record<string, string>} */ ({
  surfaces: "Drag to turn, or use the arrow keys. The shaded floor and the ellipses show where training data lie.",
  errors: "Ellipses: distances from the training mean in standard deviations. The outermost colours stand for all larger errors.",
  explained: "R² of a straight line from each quantity to each used latent mean, on fresh training data; last column: a plane through two.",
  outside: "Inputs on the ellipse at k σ around the training mean, as far as 0.001 ≤ γ ≤ 1 and ω > 0.",
  instead: "Polynomials in two variables and the response function m ẍ + c γẋ + k x = cos ωt, fitted to draws of the same distribution. Undefined: an amplitude below 0 has no logarithm. ∞: beyond the largest number.",
});

/** @type {Experiment[]} what there is to choose from, once Rust has started */
let variants;

let parts = 0;

/** Milliseconds between two drawings while training: figures must not slow it down. */
const CALM = 400;

export class SciNetPart extends TrainingPart {
  /**
   * @param {import("./pool.js").Pool} pool @param {import("./pkg/page.js").Cell} cell
   * @param {import("./training.js").Owner} owner
   */
  constructor(pool, cell, owner) {
    super(pool, cell, { height: HEIGHTS.learning, hidden: new Set() }, owner);
    this.id = ++parts;
    this.turning = new Turning(cell, () => this.#figures().forEach((figure) => figure.turning && figure.redraw()));
    /** @type {Panel[]} */
    this.panels = [];
    this.panelsKey = "";
    /** @type {import("./shipped.js").ShippedRun | undefined} the shipped network of this spec */
    this.shipped = undefined;
    /** @type {"none" | "loading" | "missing" | "shown" | "left"} "missing" is one that could not be loaded */
    this.shipment = "none";
    this.askedFor = "";
    /** Why the shipped network could not be loaded. */
    this.missing = "";
    /** Whether a run of the reader's own was set aside for the shipped network. */
    this.aside = false;
    this.errors = new ErrorsTable(cell);
    this.models = new ModelsTable(cell);
    variants ??= /** @type {Experiment[]} */ (experiments());
    this.chooser = this.#chooser();
    this.reach = h("input", { type: "range", min: "1", max: "8", step: "0.25", "aria-label": "Reach of the figures in standard deviations" });
    this.reachText = h("output");
    this.reach.addEventListener("input", () => void owner.change("reach", this.reach.value));
    this.head = h(
      "div",
      { class: "choices" },
      h("label", {}, "Experiment ", this.chooser),
      h("label", { class: "reach" }, "Figures show mean ± ", this.reachText, this.reach),
    );
    this.place = h("div", { class: "panels" });
    this.main = [this.head, this.origin, this.place];
  }

  #chooser() {
    const select = h("select", { "aria-label": "Experiment" });
    const option = (/** @type {string} */ label, /** @type {string} */ link) => h("option", { value: link }, label);
    select.append(option("your own", ""), ...variants.flatMap(({ name, full, quick }) => [option(name, full.link), option(`${name}, quick`, quick.link)]));
    select.addEventListener("change", () => {
      if (select.value === "") this.#choose();
      else this.owner.take(/** @type {import("./protocol.js").Reading} */ (switchExperiment(this.link, select.value)).spec);
    });
    return select;
  }

  /** Shows which experiment the spec is, if it is one unchanged. */
  #choose() {
    const [run] = this.cell.runs();
    const same = variants.flatMap(({ full, quick }) => [full, quick]).find((one) => one.run === run);
    this.chooser.value = same?.link ?? "";
  }

  /** @param {Spec} spec */
  show(spec) {
    this.link = spec.link;
    const value = (/** @type {string} */ key) => spec.fields.find((field) => field.key === key)?.value ?? "";
    if (document.activeElement !== this.reach) this.reach.value = value("reach");
    this.reachText.textContent = `${value("reach")} σ`;
    this.#choose();
    this.#arrange();
  }

  /** Puts the panels of the spec on the page. */
  #arrange() {
    const words = this.cell.panels();
    const key = `${words.join()} ${this.cell.figures("histograms").length}`;
    if (key === this.panelsKey) return;
    this.panelsKey = key;
    this.panels = [];
    for (let i = 0; i < words.length; i += 2) this.panels.push(this.#panel(words[i], words[i + 1]));
    this.place.replaceChildren(...this.panels.map((panel) => panel.section));
  }

  /** @param {string} word @param {string} title @returns {Panel} */
  #panel(word, title) {
    const hidden = new Set(/** @type {string[]} */ ([]));
    const options = { height: HEIGHTS[word] ?? 300, hidden, turning: this.turning };
    const figures = this.cell.figures(word).map((name) => (name === "loss" ? this.loss : new Figure(this.cell, name, options)));
    const place = h("div", { class: "legend-place" });
    const section = h("section", { class: `panel ${word}` }, h("h4", {}, title));
    if (word === "histograms") section.append(h("p", { class: "note" }, useRule(), " The thick curve is N(0, 1)."));
    if (NOTES[word]) section.append(h("p", { class: "note" }, NOTES[word]));
    section.append(place);
    if (figures.length > 0) section.append(h("div", { class: "grid" }, ...figures.map((figure) => figure.element)));
    if (word === "outside") section.append(this.errors.element);
    if (word === "instead") section.append(this.models.element);
    if (word === "learning") this.loss.options.hidden = hidden;
    return { word, section, place, figures, key: "", hidden };
  }

  /** @returns {Figure[]} */
  #figures() {
    return this.panels.flatMap((panel) => panel.figures);
  }

  /** The cell is on the screen: the reader's own run is shown, or else a network that is shipped for it. */
  async seen() {
    const [run] = this.cell.runs();
    const asked = `${run} ${this.cell.epochs()}`;
    if (asked === this.askedFor) return;
    this.askedFor = asked;
    this.shipped = undefined;
    await this.runs.restore();
    if (asked !== this.askedFor || this.loaded) return;
    if (!this.runs.started) this.#shipment("loading");
    try {
      const one = await shippedRun(run, this.cell.epochs());
      const file = one && !this.runs.started && (await shippedFile(one));
      // In the meantime the spec may have changed, or its training begun.
      if (asked !== this.askedFor || this.loaded) return;
      this.shipped = one;
      if (!file || this.runs.started) {
        this.#shipment(one ? "left" : "none");
        return;
      }
      this.cell.load(file);
      this.#shipment("shown");
    } catch (error) {
      if (asked !== this.askedFor || this.loaded) return;
      this.missing = error instanceof Error ? error.message : String(error);
      this.#shipment(this.runs.started ? "none" : "missing");
      addEventListener("online", () => this.#again(asked), { once: true });
    }
  }

  /** Asks once more for what could not be loaded, if it is still wanted. @param {string} asked */
  #again(asked) {
    if (asked !== this.askedFor || this.shipment !== "missing") return;
    this.askedFor = "";
    void this.seen();
  }

  /** @param {"none" | "loading" | "missing" | "shown" | "left"} state */
  #shipment(state) {
    this.shipment = state;
    this.runs.follows = state !== "loading" && state !== "shown";
    this.owner.news();
  }

  /** Networks from elsewhere make room for an untrained one. */
  leaveElsewhere() {
    super.leaveElsewhere();
    if (this.shipment === "shown") this.cell.resetNets();
    if (this.shipment === "missing") this.shipment = "none";
    if (this.shipment !== "none") this.shipment = "left";
    this.aside = false;
    this.runs.follows = true;
  }

  follow() {
    super.follow();
    const [run] = this.cell.runs();
    if (`${run} ${this.cell.epochs()}` !== this.askedFor) {
      this.shipment = "none";
      void this.seen();
    }
  }

  /** @param {string} name @param {Uint8Array} file */
  load(name, file) {
    this.shipment = "none";
    super.load(name, file);
  }

  async takeUp() {
    await super.takeUp();
    this.askedFor = "";
    await this.seen();
  }

  get elsewhere() {
    return this.shipment === "shown" || this.shipment === "loading" ? "trained beforehand" : super.elsewhere;
  }

  get originKey() {
    const { shipment, shipped, aside, runs, cell } = this;
    return `${super.originKey} ${shipment} ${shipped?.name} ${aside} ${runs.started} ${cell.fingerprint()}`;
  }

  originWords() {
    if (this.loaded) return super.originWords();
    if (this.shipment === "loading") return ["Loading the trained network…"];
    if (this.shipment === "missing") {
      const again = h("button", { type: "button", onclick: () => this.#again(this.askedFor) }, "Try again");
      return [`A trained network may be shipped for this cell, but could not be loaded: ${this.missing}. What is drawn is not trained. `, again];
    }
    return this.shipped && this.shipment !== "none" ? this.#originOf(this.shipped) : [];
  }

  /** Where the network that is shown comes from. @param {import("./shipped.js").ShippedRun} one */
  #originOf(one) {
    const epochs = whole(one.epoch);
    const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) => h("button", { type: "button", onclick }, text);
    if (this.shipment === "shown") {
      const shown = `Shown: ${one.name} as shipped, trained for ${epochs} epochs on the command line. `;
      const train = h("b", {}, "Train it yourself");
      if (this.aside) return [shown, "Your own run of it is kept: ", train, " goes on with it. ", button("Show your own run", () => void this.takeUp())];
      return [`${shown}It takes a while here: `, train, " runs the same spec in this page, to the same bits."];
    }
    const own = this.runs.started ? "Shown: your own run. " : "";
    const same = this.cell.fingerprint() === one.fingerprint;
    const bits = same ? `It gave the same bits as the shipped network, fingerprint ${one.fingerprint}. ` : `The shipped network of this spec has fingerprint ${one.fingerprint}. `;
    return [own, bits, button("Show the shipped network", () => this.#putAside())];
  }

  /** The shipped network instead of the reader's own, which stays in storage. */
  #putAside() {
    this.aside = this.runs.started;
    this.runs.leave();
    this.cell.resetNets();
    this.owner.complain("");
    this.askedFor = "";
    void this.seen();
  }

  get shows() {
    return this.shipment === "shown" || super.shows;
  }

  /** Whether there is nothing true to draw yet. */
  get #waits() {
    return this.shipment === "loading";
  }

  /** Draws what is on the screen, now or, while training, after a rest. */
  redraw() {
    if (this.#waits || this.calms(CALM)) return false;
    for (const figure of this.#figures()) figure.redraw();
    return true;
  }

  /** Legends, tables, and the figures in words: a panel at a time, so that the page answers in between. */
  describe() {
    for (const panel of this.panels) draw(`panel-${this.id}-${panel.word}`, () => this.#describe(panel));
  }

  /** @param {Panel} panel */
  #describe(panel) {
    if (this.#waits || !panel.section.isConnected) return;
    this.#legend(panel);
    const said = panel.word === "outside" ? this.errors.show() : panel.word === "instead" ? this.models.show() : "";
    const notes = panel.word === "histograms" || panel.word === "latents" ? latentNotes(this.cell) : [];
    panel.figures.forEach((figure, i) => {
      figure.head(notes[i] ?? "");
      figure.describe(`${this.cell.title(figure.name)}. ${said}`);
    });
  }

  /** @param {Panel} panel */
  #legend(panel) {
    const entries = /** @type {LegendEntry[]} */ (this.cell.legend(panel.word));
    const key = entries.map((entry) => entry.name).join("\n");
    if (key === panel.key) return;
    panel.key = key;
    const changed = () => panel.figures.forEach((figure) => figure.redraw());
    panel.place.replaceChildren(...(entries.length > 0 ? [legend(entries, panel.hidden, changed)] : []));
  }

  get title() {
    const name = experimentOf(this.link);
    if (!name) return "SciNet on the driven oscillator";
    return this.chooser.value === "" ? `SciNet on the inputs of ${name}` : `SciNet: ${this.chooser.selectedOptions[0].label}`;
  }
}
