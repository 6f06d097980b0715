/** What only a `fit` cell has: its runs, their bar, the learning curve, the table, the inside of the nets. */

import { newSeed } from "./pkg/scinet.js";
import { Bar } from "./bar.js";
import { h } from "./dom.js";
import { Figure } from "./figure.js";
import { Inside } from "./inside.js";
import { Runs } from "./runs.js";
import { Table } from "./table.js";

/** @typedef {import("./pkg/scinet.js").Cell} Cell */
/** @typedef {import("./protocol.js").Reading} Reading */
/** @typedef {import("./protocol.js").TableRow} TableRow */

const whole = new Intl.NumberFormat("en-US");

export class FitPart {
  /**
   * @param {import("./pool.js").Pool} pool @param {Cell} cell
   * @param {import("./figure.js").FigureOptions} options
   * @param {{change: (key: string, value: string) => Reading, news: () => void, complain: (text: string) => void}} owner
   */
  constructor(pool, cell, options, owner) {
    this.cell = cell;
    this.owner = owner;
    this.nets = cell.netNames().join();
    this.runs = new Runs(pool, cell, owner.news, owner.complain);
    this.bar = new Bar(this.runs, {
      reset: () => this.#reset(),
      newSeed: () => void owner.change("seed", String(newSeed())),
    });
    this.table = new Table();
    this.loss = new Figure(cell, "loss", { ...options, height: 300 });
    this.loss.describe("Batch loss over epochs, both axes logarithmic");
    this.learning = h("section", {}, h("h4", {}, "Learning curve"), this.loss.element);
    this.inside = new Inside(cell, { ...options, height: 300 }, (nets) =>
      owner.change("nets", nets).problems.map((problem) => problem.text).join("\n"),
    );
    this.below = [this.table.element, h("div", { class: "lower" }, this.inside.element, this.learning)];
  }

  /** After the spec has changed. A run that the change ends starts again where the cell was running. */
  follow() {
    const wasRunning = this.runs.running;
    this.runs.sync();
    const nets = this.cell.netNames().join();
    if (nets !== this.nets) this.inside.rebuild();
    this.nets = nets;
    if (wasRunning && !this.runs.finished) this.runs.run();
  }

  #reset() {
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

  redraw() {
    this.loss.redraw();
    this.inside.update(this.runs.running);
  }

  /** Fills the table; gives it in words. */
  showTable() {
    const rows = /** @type {TableRow[]} */ (this.cell.table() ?? []);
    const ends = this.cell.tableHead();
    this.table.show(ends, rows, (net) => ({
      epoch: whole.format(this.runs.list[net]?.epoch ?? 0),
      loss: this.cell.lastLoss(net) ?? "",
    }));
    return Table.summary(ends, rows);
  }
}
