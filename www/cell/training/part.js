/** The part of every cell that trains: its runs, their bar, the learning curve. */

import { Cell, newSeed, quickVariant, readLink, replicas } from "../../pkg/page.js";
import { drawing } from "../../shell/tools/batches.js";
import { h } from "../../shell/tools/dom.js";
import { whole } from "../../shell/tools/numbers.js";
import { GUESS, secondsOf, watched } from "../../workers/speed.js";
import { Figure } from "../figure/figure.js";
import { Bar } from "./bar.js";
import { Runs } from "./runs.js";

/** @typedef {import("../../pkg/page.js").SpecReading} SpecReading */
/** @typedef {import("../../pkg/page.js").SpecForms} SpecForms */
/**
 * @typedef {{change: (key: string, value: string) => SpecReading, take: (spec: SpecForms | null) => void, news: () => void,
 *   complain: (text: string) => void, reset: () => void, near: () => boolean}} Owner `reset` resets the cell so that Undo
 *   brings back what it had, `near` returns whether it is close to the screen
 * The network of a file that is shown: its name, its epoch, the runs that it is of, and the file.
 * @typedef {{name: string, epoch: number, runs: string, file: Uint8Array}} Loaded
 */

/** The note above a learning curve. */
export const LEARNING =
  "Lines: medians of the batch losses around each epoch. Bands: from 10 % to 90 % of them. Of shipped networks only the smallest and the largest losses are kept.";

/** Milliseconds between two drawings while training, and the same for readers who want less motion. */
const CALM = 100;
const STILL = 500;
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** From one drawing to the next it is so many times as long as drawing takes: if training takes all cores, and if one is free. */
const SPARING = 10;
const AMPLE = 3;

export class TrainingPart {
  /**
   * @param {import("../../workers/pool.js").Pool} pool @param {Cell} cell
   * @param {import("../figure/figure.js").FigureOptions} options
   * @param {Owner} owner
   */
  constructor(pool, cell, options, owner) {
    this.pool = pool;
    this.cell = cell;
    this.owner = owner;
    this.runs = new Runs(pool, cell, owner.news, owner.complain);
    this.bar = new Bar(this.runs, {
      start: () => this.#clear(),
      reset: () => owner.reset(),
      newSeed: () => void owner.change("seed", String(newSeed())),
      quick: () => this.#quick(),
      tick: () => owner.news(),
    });
    this.loss = new Figure(cell, "loss", options);
    this.learning = h("section", {}, h("h4", {}, "Learning curve"), h("p", { class: "note" }, LEARNING), this.loss.element);
    /** @type {Loaded | null} the file whose networks are shown */
    this.loaded = null;
    /** Files whose networks were shown until a setting was changed, by their runs. @type {Map<string, Loaded>} */
    this.left = new Map();
    /** What was shown when a Reset came, by its id. @type {Map<string, () => void>} */
    this.before = new Map();
    /** Where the networks come from that are shown, if not from here. */
    this.origin = h("p", { class: "origin", hidden: true });
    this.said = "";
    /** When the figures were drawn last, and their next drawing, while they wait for it. */
    this.drawnAt = 0;
    this.drawnBefore = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined;
    /** Whether saved runs were looked for. */
    this.restored = false;
    /** The link of the spec and its kind, once it was shown. */
    this.link = "";
    this.kind = "";
    /** What the training of the spec computes, and of its quick variant, if it has one. */
    this.work = { link: "", runs: /** @type {number[]} */ ([]), workers: 1, quick: "", quickWork: 0 };
    /** What stands beside the settings, after the cell's figures, and what stands below both. */
    this.main = /** @type {Node[]} */ ([]);
    this.below = /** @type {Node[]} */ ([]);
  }

  /** After the spec has changed. A run that the change ends starts again where the cell was running. */
  follow() {
    const wasRunning = this.runs.running;
    this.runs.sync();
    const runs = this.cell.runs().join();
    if (this.loaded && this.loaded.runs !== runs) {
      this.left.set(this.loaded.runs, this.loaded);
      this.leaveElsewhere();
    }
    const before = this.left.get(runs);
    this.left.delete(runs);
    if (before && before.epoch <= this.cell.epochs()) {
      this.load(before.name, before.file);
      return;
    }
    if (wasRunning && !this.runs.finished) this.runs.run(this.runs.limit);
    else void this.runs.restore();
  }

  /** Trains all networks, as Run does. @param {number} [limit] an epoch to stop at, if that comes before the last */
  start(limit) {
    this.#clear();
    this.runs.run(limit);
  }

  /** Makes room for a training: for its networks, and for what it may have to say. */
  #clear() {
    this.leaveElsewhere();
    this.owner.complain("");
  }

  pause() {
    this.runs.pause();
  }

  /** Trains the quick variant; returns whether there is one. */
  #quick() {
    const { quick } = this.#weighed();
    const spec = quick === "" ? null : readLink(quick).spec;
    if (!spec) return false;
    this.owner.take(spec);
    this.start();
    return true;
  }

  /** What the training of this spec computes. */
  #weighed() {
    if (this.work.link === this.link) return this.work;
    const links = this.cell.runs();
    const runs = [...this.cell.work()];
    const quick = quickVariant(this.link) ?? "";
    let quickWork = 0;
    if (quick !== "") {
      const cell = new Cell(quick);
      quickWork = cell.work().reduce((sum, work) => sum + work, 0);
      cell.free();
    }
    // A large run is shared by several workers; small ones train side by side.
    const shared = links.length > 0 ? replicas(links[0], this.pool.size) : 1;
    this.work = { link: this.link, runs, workers: Math.max(shared, Math.min(links.length, this.pool.size), 1), quick, quickWork };
    return this.work;
  }

  /** How long the rest of the training takes, while nothing is trained. @returns {import("./bar.js").Estimate | null} */
  #estimate() {
    const { list, epochs, running, finished } = this.runs;
    if (list.length === 0 || epochs === 0 || (finished && !this.shows)) return null;
    const { runs, workers, quick, quickWork } = this.#weighed();
    if (running) {
      const speed = list.reduce((sum, run, i) => sum + (run.going && run.rate > 0 ? (run.rate * runs[i]) / epochs : 0), 0);
      const going = list.filter((run) => run.going && run.rate > 0).length;
      if (going > 0) watched(this.kind, speed / Math.min(workers, Math.max(going, workers / list.length)));
      return null;
    }
    const left = list.reduce((sum, run, i) => sum + runs[i] * (1 - (this.shows ? 0 : run.epoch) / epochs), 0);
    return { seconds: secondsOf(this.kind, this.guess, left, workers), quick: quick === "" ? null : secondsOf(this.kind, this.guess, quickWork, workers) };
  }

  /** Whether the spec has a quick variant. */
  get hasQuick() {
    return this.#weighed().quick !== "";
  }

  /** Whether *Train it yourself* trains the quick variant instead of what is shown. */
  get quickFirst() {
    return false;
  }

  /** What a worker computes in a second, if nothing was measured yet. */
  get guess() {
    return GUESS;
  }

  /** Makes the classical fits, where the cell has any. */
  fit() {
    this.runs.fits.make();
  }

  /** Seconds that the rest of the training takes, as far as is known. */
  get seconds() {
    return this.#estimate()?.seconds ?? 0;
  }

  /** Whether a network is shown that was trained elsewhere. */
  get shows() {
    return this.loaded !== null;
  }

  /** Whether there is anything that a Reset would take away. */
  get resettable() {
    return this.runs.started || this.shows;
  }

  /** Back to epoch 0; what is there is set aside. @param {string} id of the Reset */
  reset(id) {
    this.before.set(id, this.shown());
    this.leaveElsewhere();
    this.runs.reset(id);
    this.cell.resetNets();
    this.owner.complain("");
    this.owner.news();
  }

  /** After the runs that a Reset had set aside were brought back. @param {string} id of the Reset */
  unreset(id) {
    this.before.get(id)?.();
    this.before.delete(id);
  }

  /** What shows again what is shown now, where that is not a run of the reader's own. @returns {() => void} */
  shown() {
    const { loaded } = this;
    return () => loaded && this.load(loaded.name, loaded.file);
  }

  showProgress() {
    this.bar.show(this.cell.epochs(), this.cell.netNames());
    this.bar.showElsewhere(this.elsewhere, this.loaded ? Math.min(1, this.loaded.epoch / Math.max(1, this.cell.epochs())) : 1, this.quickFirst);
    // The estimate takes time, and a cell off the screen needs none.
    this.bar.showEstimate(this.owner.near() ? this.#estimate() : null);
    this.bar.showBits(this.cell.fingerprint(), this.cell.claim());
    this.learning.hidden = this.runs.list.length === 0;
    const said = this.originKey;
    if (said === this.said) return;
    this.said = said;
    const words = this.originWords();
    this.origin.hidden = words.length === 0;
    this.origin.replaceChildren(...words);
  }

  /** Shows the networks of a file; throws what is wrong with it. @param {string} name @param {Uint8Array} file */
  load(name, file) {
    const epoch = this.cell.load(file);
    this.runs.leave();
    this.runs.follows = false;
    this.loaded = { name, epoch, runs: this.cell.runs().join(), file };
    this.owner.complain("");
    this.owner.news();
  }

  /** The full report on the network that is shown, as JSON. @returns {Promise<string>} */
  report() {
    return new Promise((resolve, reject) => {
      this.pool.report(this.link, new Float32Array(this.cell.parameters(0) ?? []), (message) => {
        if (message.type === "reported") resolve(message.report);
        else if (message.type === "failed") reject(new Error(message.message));
      });
    });
  }

  /** Networks from elsewhere make room for untrained ones. */
  leaveElsewhere() {
    if (!this.loaded) return;
    this.loaded = null;
    this.runs.follows = true;
    this.cell.resetNets();
  }

  /** The reader's own runs instead of what comes from elsewhere. */
  async takeUp() {
    this.leaveElsewhere();
    await this.runs.seek();
    this.owner.news();
  }

  /** The words of the bar for networks that were not trained here, or "". */
  get elsewhere() {
    return this.loaded ? `epoch ${whole(this.loaded.epoch)} of ${whole(this.cell.epochs())}, loaded from a file` : "";
  }

  /** Changes when `originWords` changes. */
  get originKey() {
    return this.loaded ? `${this.loaded.name} ${this.loaded.epoch}` : "";
  }

  /** @returns {(Node | string)[]} */
  originWords() {
    if (!this.loaded) return [];
    const { name, epoch } = this.loaded;
    const back = h("button", { type: "button", onclick: () => void this.takeUp() }, "Put it away");
    return [`Shown: ${name}, trained for ${whole(epoch)} epochs. `, h("b", {}, "Train it yourself"), " trains the same spec in this page. ", back];
  }

  /** "running", "paused" or "done", for styles and tests. */
  get state() {
    return this.runs.running ? "running" : this.runs.finished ? "done" : "paused";
  }

  /**
   * Whether drawing has to wait while epochs are trained, so as not to slow them down. If so, news follows when the wait is over.
   * @param {number} rest least number of milliseconds between two drawings
   */
  calms(rest) {
    const drawn = drawing() - this.drawnBefore;
    const shortest = Math.max(rest, still.matches ? STILL : 0, drawn * (this.pool.full ? SPARING : AMPLE));
    const wait = this.drawnAt + shortest - performance.now();
    if (this.runs.running && wait > 0) {
      this.later ??= setTimeout(() => {
        this.later = undefined;
        this.owner.news();
      }, wait);
      return true;
    }
    this.drawnAt = performance.now();
    this.drawnBefore = drawing();
    return false;
  }

  /** Draws everything; returns whether it did. */
  redraw() {
    if (this.calms(CALM)) return false;
    this.loss.redraw();
    return true;
  }

  /** Shows a new spec. @param {SpecForms} spec */
  show(spec) {
    this.link = spec.link;
    this.kind = spec.kind;
  }

  /** The cell has come to the screen: runs that are kept are shown. */
  async seen() {
    await this.runs.restore();
    this.restored = true;
  }

  /** Whether saved runs and classical fits are there. */
  get complete() {
    return this.runs.fits.complete && this.restored;
  }

  /** Makes at once what is missing. @param {import("../../shell/at-once.js").AtOnce} now */
  completeNow(now) {
    this.runs.fits.makeNow(now);
  }

  /** Ends everything. */
  close() {
    this.runs.close();
  }
}
