/** What differs in `sweep` cells: many small networks, which the workers train side by side. */

import { Figure } from "../cell/figure/figure.js";
import { legend } from "../cell/figure/legend.js";
import { shown as shownOf, take } from "../cell/own.js";
import { h } from "../shell/tools/dom.js";
import { steadyButton } from "../shell/tools/steady.js";
import { setSweepAside } from "../storage/aside.js";
import { shippedIndex } from "../storage/shipped.js";
import { dropSweep, loadSweep, saveSweep } from "../storage/store.js";
import { GUESS, duration, secondsOf } from "../workers/speed.js";

/** @typedef {import("../workers/protocol.js").News} News */

/** @type {import("../cell/own.js").Shows<import("../pkg/page.js").SweepShown>} */
const shown = shownOf;

/** Seconds from which on a sweep shows beforehand how long it takes. */
const LONG = 60;

const MAPS = "Colours: means over the seeds. Numbers: from the least to the largest over the seeds.";
const BARS = "Bars: means over the seeds. Lines: from the least to the largest over the seeds.";

class SweepPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/training/part.js").Owner} owner
   */
  constructor(pool, cell, owner) {
    this.pool = pool;
    this.cell = cell;
    this.owner = owner;
    /** @type {Map<number, number>} the pool's run of each network that is being trained */
    this.open = new Map();
    this.running = false;
    this.shipped = false;
    this.askedFor = "";
    /** Whether what was asked for is decided. */
    this.settled = false;
    /** What the training of each network computes. */
    this.work = { key: "", all: /** @type {number[]} */ ([]) };
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ action) =>
      h("button", { type: "button", title, onclick: action }, text);
    this.run = steadyButton(["Run", "Pause", "Continue", "Train it yourself"], "Train all networks of this sweep", () => (this.running ? this.pause() : this.start()));
    this.run.classList.add("run");
    this.progress = h("progress", { max: 1, value: 0, "aria-label": "Networks done" });
    this.status = h("output", { class: "status" });
    this.bar = h("div", { class: "bar" }, this.run, button("Reset", "Forget all results; Undo brings them back", () => owner.reset()), this.progress, h("div", { class: "news" }, this.status));
    this.place = h("div", { class: "grid" });
    /** @type {Figure[]} */
    this.figures = [];
    this.note = h("p", { class: "note" });
    this.legend = h("div", { class: "legend-place" });
    this.key = "";
    this.main = [this.note, this.legend, this.place];
    this.#arrange();
  }

  #arrange() {
    const names = this.cell.figures("");
    const rows = this.cell.legend("");
    const key = [...names, ...rows.map((row) => row.name)].join("\n");
    if (key === this.key) return;
    this.key = key;
    const hidden = new Set(/** @type {string[]} */ ([]));
    this.figures = names.map((name) => new Figure(this.cell, name, { height: rows.length > 0 ? 320 : 400, hidden }));
    this.place.replaceChildren(...this.figures.map((figure) => figure.element));
    this.note.textContent = rows.length > 0 ? BARS : MAPS;
    this.legend.replaceChildren(...(rows.length > 0 ? [legend(rows, hidden, () => void this.redraw())] : []));
  }

  /** The cell has come to the screen: what is kept of the sweep is shown, or else what is shipped. */
  async seen() {
    const asked = this.cell.runs().join();
    if (asked === this.askedFor) return;
    this.askedFor = asked;
    this.settled = false;
    await this.#seek(asked);
    this.settled = true;
  }

  /** @param {string} asked */
  async #seek(asked) {
    await this.#restore();
    if (asked !== this.askedFor || this.running || this.#done() > 0) return;
    try {
      const { text } = await shippedIndex();
      if (asked !== this.askedFor || this.running || this.#done() > 0) return;
      this.shipped = this.#takeShipped(text);
      this.owner.news();
    } catch {
      // Without the index the sweep starts empty.
      this.askedFor = "";
    }
  }

  /** Whether kept or shipped results are there, if there are any. */
  get complete() {
    return this.settled;
  }

  /** @param {import("../shell/at-once.js").AtOnce} now */
  completeNow(now) {
    const text = now.indexText;
    if (text === null || this.running || this.#done() > 0) return;
    this.shipped = now.attempt(() => this.#takeShipped(text)) ?? false;
  }

  /** Shows the results that are kept, unless there are some already. */
  async #restore() {
    const key = this.#key();
    // Without storage nothing is kept.
    const kept = await loadSweep(key).catch(() => undefined);
    if (!kept || key !== this.#key() || this.running || this.#done() > 0) return;
    try {
      this.cell.take("outcomes", kept.text);
      this.owner.news();
    } catch {
      // Of another version of the notebook, and trained again in no time.
      void dropSweep(key).catch(() => {});
    }
  }

  /** The name under which results are kept: all that they depend on. */
  #key() {
    return this.cell.runs().map((run, i) => `${run} ${this.#epochs(i)}`).join();
  }

  /** After the spec has changed: results that it still has are kept. */
  follow() {
    const wasRunning = this.running;
    this.#stop();
    this.shipped = false;
    this.#arrange();
    void this.seen();
    if (wasRunning) this.start();
  }

  /** Takes the outcomes from the shipped index; returns whether this sweep is in it. @param {string} index */
  #takeShipped(index) {
    return /** @type {boolean} */ (take(this.cell, "shipped", JSON.parse(index).sweeps));
  }

  /** Epochs of a network. @param {number} i */
  #epochs(i) {
    return shown(this.cell, "epochs", i);
  }

  /** The networks that are not trained yet. */
  #missing() {
    return shown(this.cell, "missing");
  }

  /** All outcomes as text. */
  #outcomes() {
    return JSON.stringify(shown(this.cell, "outcomes"));
  }

  #total() {
    return this.cell.runs().length;
  }

  #done() {
    return this.#total() - this.#missing().length;
  }

  /** Trains all networks that are missing. */
  start() {
    if (this.shipped) take(this.cell, "reset");
    this.shipped = false;
    this.running = true;
    this.#fill();
    this.owner.news();
  }

  /** Networks in the middle of their training start again later: they are small. */
  pause() {
    this.#stop();
    this.owner.news();
  }

  /** Whether there is anything that a Reset would take away. */
  get resettable() {
    return this.running || this.#done() > 0;
  }

  /** Forgets all results; the reader's own are set aside. @param {string} id of the Reset */
  reset(id) {
    this.#stop();
    if (!this.shipped) void setSweepAside(id, this.#key(), this.#outcomes());
    this.shipped = false;
    take(this.cell, "reset");
    this.owner.news();
  }

  /** After the results that a Reset had set aside were brought back. */
  unreset() {
    this.#stop();
    take(this.cell, "reset");
    this.askedFor = "";
    void this.seen();
  }

  #stop() {
    this.running = false;
    for (const run of this.open.values()) this.pool.drop(run);
    this.open.clear();
  }

  /** Whether results are shown that were trained elsewhere. */
  get shows() {
    return this.shipped;
  }

  close() {
    this.#stop();
  }

  /** Gives every worker a network. */
  #fill() {
    if (!this.running) return;
    const links = this.cell.runs();
    for (const i of this.#missing()) {
      if (this.open.size >= this.pool.size) break;
      if (this.open.has(i)) continue;
      const run = this.pool.open(links[i], (message) => this.#hear(i, message), { alone: true });
      this.open.set(i, run);
      this.pool.go(run, this.#epochs(i));
    }
    if (this.open.size === 0) this.running = false;
  }

  /** @param {number} i @param {News} message */
  #hear(i, message) {
    const over = message.type === "progress" && message.status !== "unfinished";
    if (!over && message.type !== "failed") return;
    const run = this.open.get(i);
    if (run === undefined) return;
    this.pool.drop(run);
    if (message.type === "progress" && message.status === "done") {
      const measured = (/** @type {News} */ news) => this.#enter(i, news);
      this.open.set(i, this.pool.outcome(this.cell.runs()[i], message.parameters, measured));
    } else {
      this.#enter(i, message);
    }
  }

  /** Writes down what came of a network. @param {number} i @param {News} message */
  #enter(i, message) {
    this.open.delete(i);
    take(this.cell, "outcome", [i, message.type === "reported" ? message.report : null]);
    if (message.type === "failed") this.owner.complain(message.message);
    // A sweep that is not kept is only trained again.
    void saveSweep(this.#key(), this.#outcomes()).catch(() => {});
    this.#fill();
    this.owner.news();
  }

  /** Nothing but the link is shown of the spec. */
  show() {}

  get state() {
    return this.running ? "running" : this.#missing().length === 0 ? "done" : "paused";
  }

  showProgress() {
    const [total, done] = [this.#total(), this.#done()];
    this.progress.value = total === 0 ? 1 : done / total;
    this.run.textContent = this.running ? "Pause" : this.shipped ? "Train it yourself" : done > 0 && done < total ? "Continue" : "Run";
    this.run.disabled = !this.shipped && !this.running && done === total;
    const said = this.shipped ? `${total} networks, trained beforehand on the command line` : `${done} of ${total} networks`;
    const long = this.running || this.run.disabled || !this.owner.near() || this.seconds < LONG ? "" : ` · ${this.run.textContent} takes about ${duration(this.seconds)} here`;
    this.status.textContent = said + long;
  }

  /** Seconds that the networks take that are missing, or all of them where shipped ones are shown. */
  get seconds() {
    const key = this.#key();
    if (this.work.key !== key) this.work = { key, all: [...this.cell.work()] };
    const wanted = this.shipped ? this.work.all : this.#missing().reduce((/** @type {number[]} */ list, i) => [...list, this.work.all[i]], []);
    return secondsOf("sweep", GUESS, wanted.reduce((sum, one) => sum + one, 0), this.pool.size);
  }

  redraw() {
    for (const figure of this.figures) figure.redraw();
    return true;
  }

  describe() {
    for (const figure of this.figures) figure.describe(`${this.cell.title(figure.name)}. ${this.status.textContent}.`);
  }
}

/** @type {import("../cell/kind.js").Kind} */
export const sweep = {
  name: "sweep",
  part: (pool, cell, _options, owner) => new SweepPart(pool, cell, owner),
};
