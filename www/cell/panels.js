/** The part of every cell with panels of figures: the panels, their legends, and the network that is shipped for its spec. */

import { draw } from "../shell/tools/batches.js";
import { h } from "../shell/tools/dom.js";
import { whole } from "../shell/tools/numbers.js";
import { shippedFile, shippedRun } from "../storage/shipped.js";
import { Figure } from "./figure/figure.js";
import { legend } from "./figure/legend.js";
import { Turning } from "./figure/turning.js";
import { TrainingPart } from "./training/part.js";

/**
 * A panel on the page. `named` is what its legend depends on, as it is shown; `told` says that its figures were described.
 * @typedef {{word: string, section: HTMLElement, place: HTMLElement, figures: Figure[], key: string, hidden: Set<string>,
 *   named: string, told: boolean, inView: boolean}} Panel
 */
/** How panels look: heights of their figures in pixels, and the notes above them. @typedef {{heights: Record<string, number>, notes: Record<string, string>}} Looks */

/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */

let parts = 0;

/** Milliseconds between two drawings while training, and between two times that words and tables follow. */
const FRAME = 75;
const WORDS = 1000;

export class PanelsPart extends TrainingPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("./training/part.js").Owner} owner @param {Looks} looks
   */
  constructor(pool, cell, owner, looks) {
    super(pool, cell, { height: looks.heights.learning, hidden: new Set() }, owner);
    this.id = ++parts;
    this.looks = looks;
    this.turning = new Turning(cell, () => this.figures().forEach((figure) => figure.turning && figure.redraw(figure.moving)));
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) for (const panel of this.panels) if (panel.section === target) panel.inView = isIntersecting;
    });
    /** When words and tables were shown last. */
    this.spokenAt = 0;
    /** @type {Panel[]} */
    this.panels = [];
    this.panelsKey = "";
    /** @type {import("../storage/shipped.js").ShippedRun | undefined} the shipped network of this spec */
    this.shipped = undefined;
    /** @type {"none" | "loading" | "missing" | "shown" | "left"} "missing" is one that could not be loaded */
    this.shipment = "none";
    this.askedFor = "";
    /** What was asked for last and is decided: shown, or not there. */
    this.settled = "";
    /** Why the shipped network could not be loaded. */
    this.missing = "";
    /** Whether a run of the reader's own was set aside for the shipped network. */
    this.aside = false;
    this.place = h("div", { class: "panels" });
  }

  /** Puts the panels of the spec on the page. */
  arrange() {
    const words = this.cell.panels();
    const key = words.map((word, i) => (i % 2 === 0 ? `${word} ${this.cell.figures(word).length}` : "")).join();
    if (key === this.panelsKey) return;
    this.panelsKey = key;
    this.panels = [];
    for (let i = 0; i < words.length; i += 2) this.panels.push(this.#panel(words[i], words[i + 1]));
    this.place.replaceChildren(...this.panels.map((panel) => panel.section));
    this.observer.disconnect();
    for (const { section } of this.panels) this.observer.observe(section);
  }

  /** @param {string} word @param {string} title @returns {Panel} */
  #panel(word, title) {
    const hidden = new Set(/** @type {string[]} */ ([]));
    const options = { height: this.looks.heights[word] ?? 300, hidden, turning: this.turning };
    const figures = this.cell.figures(word).map((name) => (name === "loss" ? this.loss : new Figure(this.cell, name, options)));
    const place = h("div", { class: "legend-place" });
    const section = h("section", { class: `panel ${word}` }, h("h4", {}, title));
    const note = this.looks.notes[word];
    if (note) section.append(h("p", { class: "note" }, note));
    section.append(place);
    if (figures.length > 0) section.append(h("div", { class: "grid" }, ...figures.map((figure) => figure.element)));
    section.append(...this.tables(word));
    if (word === "learning") this.loss.options.hidden = hidden;
    return { word, section, place, figures, key: "", hidden, named: "", told: false, inView: false };
  }

  /** What stands below the figures of a panel. @param {string} _word @returns {Node[]} */
  tables(_word) {
    return [];
  }

  /** Fills what stands below the figures of a panel; returns it in words. @param {string} _word */
  showTables(_word) {
    return "";
  }

  /** The notes above the figures of a panel. @param {string} _word @returns {string[]} */
  figureNotes(_word) {
    return [];
  }

  /** @returns {Figure[]} */
  figures() {
    return this.panels.flatMap((panel) => panel.figures);
  }

  /** The cell is on the screen: the reader's own run is shown, or else a network that is shipped for it. */
  async seen() {
    const asked = this.#asks;
    if (asked === this.askedFor) return;
    this.askedFor = asked;
    await this.#seek(asked);
    this.settled = asked;
  }

  /** @param {string} asked */
  async #seek(asked) {
    const [run] = this.cell.runs();
    this.shipped = undefined;
    await this.runs.restore();
    if (asked !== this.askedFor || this.loaded) return;
    // A print may have been faster.
    if (!this.runs.started && this.shipment !== "shown") this.#shipment("loading");
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

  /** Whether the network to show is there, if it is not trained here. */
  get complete() {
    return this.runs.fits.complete && this.settled === this.#asks;
  }

  /** @param {import("../shell/at-once.js").AtOnce} now */
  completeNow(now) {
    super.completeNow(now);
    if (this.loaded || this.runs.started || this.shipment === "shown" || this.shipment === "left") return;
    const [run] = this.cell.runs();
    const shipped = now.shipped(run, this.cell.epochs());
    if (!shipped || now.attempt(() => this.cell.load(shipped.file)) === null) return;
    this.shipped = shipped.one;
    this.askedFor = this.settled = this.#asks;
    this.#shipment("shown");
  }

  /** What names the network of the spec. */
  get #asks() {
    return `${this.cell.runs()[0]} ${this.cell.epochs()}`;
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
    if (this.loaded) return;
    if (this.#asks !== this.askedFor) {
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
    if (this.shipment === "loading") return "the trained network is loading";
    return this.shipment === "shown" ? "trained beforehand" : super.elsewhere;
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

  /** Where the network that is shown comes from. @param {import("../storage/shipped.js").ShippedRun} one */
  #originOf(one) {
    const epochs = whole(one.epoch);
    const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) => h("button", { type: "button", onclick }, text);
    if (this.shipment === "shown") {
      const shown = `Shown: ${one.name} as shipped, trained for ${epochs} epochs on the command line. `;
      const train = h("b", {}, "Train it yourself");
      if (this.aside) return [shown, "Your own run of it is kept: ", train, " goes on with it. ", button("Show your own run", () => void this.takeUp())];
      if (this.quickFirst) return [shown, train, " trains its quick variant in this page; the full training gives the same bits."];
      return [shown, train, " runs the same spec in this page, to the same bits."];
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

  get quickFirst() {
    return this.shipment === "shown" && !this.aside && this.hasQuick;
  }

  get shows() {
    return this.shipment === "shown" || super.shows;
  }

  shown() {
    return this.shipment === "shown" ? () => this.#putAside() : super.shown();
  }

  /** Whether there is nothing true to draw yet. */
  get #waits() {
    return this.shipment === "loading";
  }

  /** @param {SpecForms} spec */
  show(spec) {
    super.show(spec);
    this.spokenAt = 0;
  }

  /** Draws what is on the screen, now or, while training, after a rest; returns whether words and tables are to follow. */
  redraw() {
    if (this.#waits || this.calms(FRAME)) return false;
    const { running } = this.runs;
    for (const figure of this.figures()) figure.redraw(running);
    const now = performance.now();
    if (running && now < this.spokenAt + WORDS) return false;
    this.spokenAt = now;
    return true;
  }

  /** Legends, tables, and the figures in words: a panel at a time, so that the page answers in between. */
  describe() {
    for (const panel of this.panels) {
      if (panel.inView || !this.runs.running) draw(`panel-${this.id}-${panel.word}`, () => this.#describe(panel));
    }
  }

  /** @param {Panel} panel */
  #describe(panel) {
    if (this.#waits || !panel.section.isConnected) return;
    this.#legend(panel);
    const said = this.showTables(panel.word);
    const notes = this.figureNotes(panel.word);
    panel.figures.forEach((figure, i) => {
      figure.head(notes[i] ?? "");
      // Titles take time. Those of figures that move are told again when they rest.
      if (!figure.moving || !panel.told) figure.describe(`${this.cell.title(figure.name)}. ${said}`);
    });
    panel.told = true;
  }

  /** @param {Panel} panel */
  #legend(panel) {
    // Training changes no names, and making them takes time.
    const named = `${this.link} ${this.runs.fits.complete}`;
    if (this.runs.running && named === panel.named) return;
    panel.named = named;
    const entries = this.cell.legend(panel.word);
    const key = entries.map((entry) => entry.name).join("\n");
    if (key === panel.key) return;
    panel.key = key;
    const changed = () => panel.figures.forEach((figure) => figure.redraw());
    panel.place.replaceChildren(...(entries.length > 0 ? [legend(entries, panel.hidden, changed)] : []));
  }
}
