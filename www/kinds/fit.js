/** What only a `fit` cell has: the table of its models, and the inside of its nets. */

import { h } from "../shell/tools/dom.js";
import { Inside } from "./parts/inside.js";
import { whole } from "../shell/tools/numbers.js";
import { Table } from "./parts/fit-errors.js";
import { TrainingPart } from "../cell/training.js";

/** @typedef {import("../workers/protocol.js").TableRow} TableRow */

export class FitPart extends TrainingPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/figure/figure.js").FigureOptions} options
   * @param {import("../cell/training.js").Owner} owner
   */
  constructor(pool, cell, options, owner) {
    super(pool, cell, { ...options, height: 300 }, owner);
    this.nets = cell.netNames().join();
    this.table = new Table();
    this.loss.describe("Batch loss over epochs, both axes logarithmic");
    this.inside = new Inside(cell, { ...options, height: 300 }, (nets) =>
      owner.change("nets", nets).problems.map((problem) => problem.text).join("\n"),
    );
    this.bar.element.append(this.origin);
    this.below = [this.table.element, h("div", { class: "lower" }, this.inside.element, this.learning)];
  }

  follow() {
    super.follow();
    const nets = this.cell.netNames().join();
    if (nets !== this.nets) this.inside.rebuild();
    this.nets = nets;
  }

  redraw() {
    super.redraw();
    this.inside.update(this.runs.running);
    return true;
  }

  /** Fills the table; gives it in words. */
  showTable() {
    const rows = /** @type {TableRow[]} */ (this.cell.table() ?? []);
    const ends = this.cell.tableHead();
    this.table.show(ends, rows, (net) => ({
      epoch: whole(this.runs.list[net]?.epoch ?? 0),
      loss: this.cell.lastLoss(net) ?? "",
    }));
    return Table.summary(ends, rows);
  }
}
