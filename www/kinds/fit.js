/** What differs in `fit` cells: two figures, the table of the models, and the inside of the networks. */

import { Figure } from "../cell/figure/figure.js";
import { shown as shownOf } from "../cell/own.js";
import { TrainingPart } from "../cell/training/part.js";
import { h } from "../shell/tools/dom.js";
import { whole } from "../shell/tools/numbers.js";
import { FitTable } from "./parts/fit-errors.js";
import { Inside } from "./parts/inside.js";


/** @type {import("../cell/own.js").Shows<import("../pkg/page.js").FitShown>} */
const shown = shownOf;

class FitPart extends TrainingPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/figure/figure.js").FigureOptions} options
   * @param {import("../cell/training/part.js").Owner} owner
   */
  constructor(pool, cell, options, owner) {
    super(pool, cell, { ...options, height: 300 }, owner);
    this.nets = cell.netNames().join();
    this.table = new FitTable();
    this.loss.describe("Batch loss over epochs, both axes logarithmic");
    this.inside = new Inside(cell, { ...options, height: 300 }, (nets) =>
      owner.change("nets", nets).problems.map((problem) => problem.text).join("\n"),
    );
    this.bar.element.append(this.origin);
    this.below = [this.table.element, h("div", { class: "lower" }, this.inside.element, this.learning)];
  }

  get guess() {
    return 2e9;
  }

  follow() {
    super.follow();
    const nets = this.cell.netNames().join();
    if (nets !== this.nets) this.inside.rebuild();
    this.nets = nets;
  }

  redraw() {
    if (!super.redraw()) return false;
    this.inside.update(this.runs.running);
    return true;
  }

  /** The errors of all models. */
  measures() {
    const rows = shown(this.cell, "table");
    return rows.map(({ name, parameters, measures }) => ({ name, parameters, ...measures }));
  }

  /** Fills the table; returns it in words. */
  showTable() {
    const rows = shown(this.cell, "table");
    const ends = shown(this.cell, "head");
    this.table.show(ends, rows, (net) => ({
      epoch: whole(this.runs.list[net]?.epoch ?? 0),
      loss: this.cell.lastLoss(net) ?? "",
    }));
    return FitTable.summary(ends, rows);
  }
}

/** @type {import("../cell/kind.js").Kind} */
export const fit = {
  name: "fit",
  opens: true,
  drawn: "target",
  part: (pool, cell, options, owner) => new FitPart(pool, cell, options, owner),
  figures: (cell, options) => [new Figure(cell, "fit", { ...options, height: 380 }), new Figure(cell, "error", { ...options, height: 230 })],
};
