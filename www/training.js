/** What every cell that trains has: its runs, their bar, the learning curve. */

import { newSeed } from "./pkg/page.js";
import { Bar } from "./bar.js";
import { h } from "./dom.js";
import { Figure } from "./figure.js";
import { whole } from "./numbers.js";
import { Runs } from "./runs.js";

/** @typedef {import("./pkg/page.js").Cell} Cell */
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
   */
  constructor(pool, cell, options, owner) {
    this.pool = pool;
    this.cell = cell;
    this.owner = owner;
    this.runs = new Runs(pool, cell, owner.news, owner.complain);
    this.bar = new Bar(this.runs, {
      start: () => this.#clear(),
      reset: () => this.reset(),
      newSeed: () => void owner.change("seed", String(newSeed())),
      tick: () => owner.news(),
    });
    this.loss = new Figure(cell, "loss", options);
    this.learning = h("section", {}, h("h4", {}, "Learning curve"), this.loss.element);
    /** @type {{name: string, epoch: number, runs: string} | null} the file whose networks are shown, and of which runs they are */
    this.loaded = null;
    /** Where the networks come from that are shown, if not from here. */
    this.origin = h("p", { class: "origin", hidden: true });
    this.said = "";
    /** When the figures were drawn last, and their next drawing, while they wait for it. */
    this.drawnAt = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined;
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
    if (this.loaded && this.loaded.runs !== this.cell.runs().join()) this.leaveElsewhere();
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

  /** Whether a network is shown that was trained elsewhere. */
  get shows() {
    return this.loaded !== null;
  }

  /** Back to epoch 0. */
  reset() {
    this.leaveElsewhere();
    this.runs.reset();
    this.cell.resetNets();
    this.owner.complain("");
    this.owner.news();
  }

  showProgress() {
    this.bar.show(this.cell.epochs(), this.cell.netNames());
    this.bar.showElsewhere(this.elsewhere, this.loaded ? Math.min(1, this.loaded.epoch / Math.max(1, this.cell.epochs())) : 1);
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
    this.loaded = { name, epoch, runs: this.cell.runs().join() };
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

  /** Says in the bar that networks are shown that were not trained here, or "". */
  get elsewhere() {
    return this.loaded ? `epoch ${whole(this.loaded.epoch)}, loaded from a file` : "";
  }

  /** Changes with what `originWords` says. */
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
   * Whether drawing has to wait while epochs are trained, so as not to slow them down; it is asked for again then.
   * @param {number} rest milliseconds between two drawings
   */
  calms(rest) {
    const wait = this.drawnAt + rest - performance.now();
    if (this.runs.running && wait > 0) {
      this.later ??= setTimeout(() => {
        this.later = undefined;
        this.owner.news();
      }, wait);
      return true;
    }
    this.drawnAt = performance.now();
    return false;
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
