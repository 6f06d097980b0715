/** What every cell that trains has: its runs, their bar, the learning curve. */

import { newSeed } from "./pkg/scinet.js";
import { Bar } from "./bar.js";
import { h } from "./dom.js";
import { Figure } from "./figure.js";
import { Runs } from "./runs.js";

/** @typedef {import("./pkg/scinet.js").Cell} Cell */
/** @typedef {import("./protocol.js").Reading} Reading */
/** @typedef {import("./protocol.js").Spec} Spec */
/**
 * @typedef {{change: (key: string, value: string) => Reading, take: (spec: Spec | null) => void, news: () => void,
 *   complain: (text: string) => void}} Owner
 */

export class TrainingPart {
  /**
   * @param {import("./pool.js").Pool} pool @param {Cell} cell
   * @param {import("./figure.js").FigureOptions} options
   * @param {Owner} owner
   * @param {{start?: () => void}} [hooks] `start` is called before the first epochs of each press of Run or Step
   */
  constructor(pool, cell, options, owner, hooks = {}) {
    this.cell = cell;
    this.owner = owner;
    this.runs = new Runs(pool, cell, owner.news, owner.complain);
    this.bar = new Bar(this.runs, {
      start: hooks.start ?? (() => {}),
      reset: () => this.reset(),
      newSeed: () => void owner.change("seed", String(newSeed())),
      tick: () => owner.news(),
    });
    this.loss = new Figure(cell, "loss", options);
    this.learning = h("section", {}, h("h4", {}, "Learning curve"), this.loss.element);
    /** The link of the spec, once it was shown. */
    this.link = "";
    /** What stands beside the settings, after the cell's figures, and what stands below both. */
    this.main = /** @type {Node[]} */ ([]);
    this.below = /** @type {Node[]} */ ([]);
  }

  /** After the spec has changed. A run that the change ends starts again where the cell was running. */
  follow() {
    const wasRunning = this.runs.running;
    this.runs.sync();
    if (wasRunning && !this.runs.finished) this.runs.run();
    else void this.runs.restore();
  }

  /** Back to epoch 0. */
  reset() {
    this.runs.reset();
    this.cell.resetNets();
    this.owner.complain("");
    this.owner.news();
  }

  showProgress() {
    this.bar.show(this.cell.epochs(), this.cell.netNames());
    this.bar.showBits(this.cell.fingerprint(), this.cell.claim());
    this.learning.hidden = this.runs.list.length === 0;
  }

  /** "running", "paused" or "done", for styles and tests. */
  get state() {
    return this.runs.running ? "running" : this.runs.finished ? "done" : "paused";
  }

  /** Draws everything; says whether it did. */
  redraw() {
    this.loss.redraw();
    return true;
  }

  /** Shows a new spec. @param {Spec} spec */
  show(spec) {
    this.link = spec.link;
  }

  /** The cell has come to the screen: runs that are kept are shown. @returns {void | Promise<void>} */
  seen() {
    return this.runs.restore();
  }

  /** Ends everything. */
  close() {
    this.runs.close();
  }
}
