/** What differs in `data` cells: the reader's table, the choice of its columns, and figures and errors on them. */

import { Figure } from "../cell/figure/figure.js";
import { legend } from "../cell/figure/legend.js";
import { changed, shown as shownOf } from "../cell/own.js";
import { askAgain, choiceOf, own, shareable } from "../cell/rows.js";
import { TrainingPart } from "../cell/training/part.js";
import { h } from "../shell/tools/dom.js";
import { whole } from "../shell/tools/numbers.js";
import { Chooser } from "./parts/chooser.js";
import { Coefficients } from "./parts/coefficients.js";

/** @typedef {import("../pkg/page.js").DataTableView} DataTableView */
/** @typedef {import("../pkg/page.js").SpecReading} SpecReading */
/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */

/** @type {import("../cell/own.js").Shows<import("../pkg/page.js").DataShown>} */
const shown = shownOf;

/** Shortest rest between two drawings while training, in milliseconds, and how much longer than drawing it is. */
const CALM = 250;
const REST = 4;

/** What a column is for. */
const USES = /** @type {const} */ (["input", "output", "unused"]);

class DataPart extends TrainingPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/figure/figure.js").FigureOptions} options
   * @param {import("../cell/training/part.js").Owner} owner
   */
  constructor(pool, cell, options, owner) {
    super(pool, cell, { height: 260, hidden: options.hidden }, owner);
    this.options = options;
    /** @type {Figure[]} */
    this.figures = [];
    this.legendKey = "";
    this.tableKey = "";
    /** The id of a table that was looked for. */
    this.sought = "";
    this.drawing = 0;
    this.chooser = new Chooser(pool, (table, file) => this.#found(table, file));
    this.about = h("p", { class: "note" });
    this.sharing = h("p", { class: "note sharing", hidden: true });
    this.preview = h("div", { class: "scroll" });
    this.legendPlace = h("div", { class: "legend-place" });
    this.grid = h("div", { class: "grid" });
    this.head = h("tr");
    this.body = h("tbody");
    this.notes = h("p", { class: "note" });
    this.errors = h(
      "div",
      { hidden: true },
      h("div", { class: "scroll" }, h("table", { class: "measures", "aria-label": "Errors" }, h("thead", {}, this.head), this.body)),
      this.notes,
    );
    this.main = [h("section", { class: "own" }, this.chooser.element, this.about, this.sharing, this.preview), this.legendPlace, this.grid];
    this.coefficients = new Coefficients();
    /** The fits whose coefficients are shown. */
    this.fitted = "";
    this.below = [this.errors, this.coefficients.element, h("div", { class: "lower" }, this.learning)];
    this.axis = h("select", { "aria-label": "Input on the axis" });
    this.axis.addEventListener("change", () => void owner.change("x", this.axis.value));
    this.axisLabel = h("label", { class: "axis", hidden: true }, "Over ", this.axis);
  }

  /** A table was read: the cell is about it, unless its link asks for another. @param {import("../pkg/trainer.js").FoundTable} table @param {string} file */
  #found(table, file) {
    if (table.rows !== null) own(table.id);
    const { missing } = shown(this.cell, "table");
    const take = () => this.#take(changed(this.link, "table", [table.rows, table.id, file, table.units]));
    if (!missing || missing[0] === table.id) take();
    else this.chooser.complain([`${file || "What you pasted"} is another table (id ${table.id}) than the one that the link names (id ${missing[0]}).`], take);
  }

  get guess() {
    return 2e9;
  }

  /** Handles what is dropped on the cell or pasted into it. @param {HTMLElement} element */
  listen(element) {
    this.chooser.listen(element);
  }

  /** Asks whether a link may carry the rows. @param {string} link */
  async shareable(link) {
    const { file, n_rows } = shown(this.cell, "table");
    const given = await shareable(link, { file, n_rows });
    this.showSharing();
    return given;
  }

  /** Shows what links do with the rows. */
  showSharing() {
    const choice = choiceOf(this.link);
    this.sharing.hidden = choice === null;
    if (choice === null) return;
    const here = location.hash.startsWith("#data") ? "The address of this page holds these rows. " : "";
    const words = { ask: `${here}Before a link takes them along, you are asked. `, with: "Links of this cell carry these rows. ", without: `${here}Links that are copied leave them out. ` };
    const again = h("button", { type: "button", onclick: () => (askAgain(this.link), this.showSharing()) }, "Ask again");
    this.sharing.replaceChildren(words[choice], ...(choice === "ask" ? [] : [again]));
  }

  /** @param {unknown} given a reading that Rust gave */
  #take(given) {
    const { spec, problems } = /** @type {SpecReading} */ (given);
    if (spec) this.owner.take(spec);
    else this.chooser.complain(problems.map((one) => one.text));
  }

  /** @param {SpecForms} spec */
  show(spec) {
    super.show(spec);
    this.#showTable();
    this.showSharing();
    this.#arrange();
  }

  /** The figures of the chosen columns. */
  #arrange() {
    const names = this.cell.figures("");
    if (names.join() === this.figures.map((figure) => figure.name).join()) return;
    const { hidden, setView } = this.options;
    const view = { setView, resetView: () => void this.owner.change("view", "auto") };
    const over = (/** @type {string} */ name) => (/^(curve|residuals)/.test(name) ? view : {});
    this.figures = names.map((name) => new Figure(this.cell, name, { height: name.startsWith("curve") ? 360 : 300, hidden, ...over(name) }));
    this.grid.replaceChildren(...this.figures.map((figure) => figure.element));
    this.grid.classList.toggle("alone", names.length <= 2);
  }

  #showTable() {
    const own = shown(this.cell, "table");
    const key = JSON.stringify(own);
    if (key === this.tableKey) return;
    this.tableKey = key;
    this.chooser.complain(own.problem ? [own.problem] : []);
    const { names, n_rows, file, missing } = own;
    if (missing) {
      const [id, name] = missing;
      this.about.textContent = `This cell is about a table that is not in this browser: choose the file ${name || "it was made from"} (id ${id}).`;
      void this.#recall(id);
    } else if (names.length === 0) {
      this.about.textContent = "Choose a file, drop one here, or paste columns from a spreadsheet. Your data stay in this browser until you share them: before a link takes the rows of a table along, you are asked.";
    } else {
      this.about.textContent = `${file ? `${file}: ` : ""}${n_rows === 1 ? "1 row" : `${whole(n_rows)} rows`}, ${names.length === 1 ? "1 column" : `${names.length} columns`}.`;
    }
    this.preview.hidden = names.length === 0;
    if (names.length > 0) this.preview.replaceChildren(this.#preview(own));
    this.axis.replaceChildren(...own.inputs.map((name) => h("option", { value: name }, name)));
    this.axis.value = own.axis;
    this.axisLabel.hidden = own.inputs.length < 2;
  }

  /** The first rows, with a choice above each column. @param {DataTableView} own */
  #preview({ names, units, rows, inputs, outputs, n_rows }) {
    const use = (/** @type {string} */ name) => (inputs.includes(name) ? "input" : outputs.includes(name) ? "output" : "unused");
    const selects = names.map((name) => {
      const options = USES.map((word) => h("option", { value: word }, word));
      const select = h("select", { "aria-label": `Use of column ${name}` }, ...options);
      select.value = use(name);
      select.addEventListener("change", () => choose());
      return select;
    });
    const choose = () => {
      const those = (/** @type {string} */ word) => names.filter((_, i) => selects[i].value === word);
      this.chooser.complain([]);
      this.#take(changed(this.link, "columns", [those("input"), those("output")]));
    };
    const cells = rows.map((row) => h("tr", {}, ...row.map((text) => h("td", {}, text))));
    if (n_rows > rows.length) cells.push(h("tr", {}, ...names.map(() => h("td", {}, "…"))));
    return h(
      "table",
      { class: "measures preview", "aria-label": "First rows" },
      h("thead", {}, h("tr", {}, ...names.map((name, i) => h("th", { scope: "col" }, name, ...(units[i] ? [h("small", {}, units[i])] : [])))), h("tr", {}, ...selects.map((select) => h("td", {}, select)))),
      h("tbody", {}, ...cells),
    );
  }

  /** Takes a missing table up again, if this browser has kept it. @param {string} id */
  async #recall(id) {
    if (id === this.sought) return;
    this.sought = id;
    const link = this.link;
    if (!(await this.chooser.recall(id)) || link !== this.link) return;
    try {
      this.cell.update(link);
      this.runs.sync();
      this.#showTable();
      this.#arrange();
      this.runs.fits.make();
      this.owner.news();
    } catch (error) {
      this.owner.complain(error instanceof Error ? error.message : String(error));
    }
  }

  /** Draws what is on the screen, now or, while training, after a rest. */
  redraw() {
    if (this.calms(Math.max(CALM, REST * this.drawing))) return false;
    this.loss.redraw();
    for (const figure of this.figures) figure.redraw();
    return true;
  }

  /** Legend, table of errors, and the figures in words. */
  describe() {
    const entries = this.cell.legend("");
    const key = entries.map((entry) => entry.name).join("\n");
    if (key !== this.legendKey) {
      this.legendKey = key;
      const drawn = () => [...this.figures, this.loss].forEach((figure) => figure.redraw());
      this.legendPlace.replaceChildren(...(entries.length > 0 ? [legend(entries, this.options.hidden, drawn), this.axisLabel] : []));
    }
    const start = performance.now();
    const said = this.#showErrors();
    this.drawing = performance.now() - start;
    this.#showCoefficients();
    for (const figure of this.figures) {
      const title = this.cell.title(figure.name);
      figure.head(title);
      figure.describe(`${title}. ${said}`);
    }
    this.loss.describe("Squared error of the batch over epochs, both axes logarithmic");
  }

  /** Fills the table of errors; returns it in words. */
  #showErrors() {
    const found = shown(this.cell, "errors");
    this.errors.hidden = !found || found.lines.length === 0;
    if (!found) return "";
    const { lines, n_train, n_held, n_between, n_beyond, notes } = found;
    const holds = n_held > 0;
    const several = new Set(lines.map((line) => line.output)).size > 1;
    const head = (/** @type {string} */ text, /** @type {number | null} */ n = null) =>
      h("th", { scope: "col" }, text, ...(n === null ? [] : [h("small", {}, n === 1 ? "1 row" : `${whole(n)} rows`)]));
    this.head.replaceChildren(
      head("model"),
      ...(several ? [head("output")] : []),
      head("RMS error, training", n_train),
      ...(holds ? [head("held out", n_held), head("R², held out"), head("held out, between the data", n_between), head("held out, beyond the data", n_beyond)] : []),
      head("parameters"),
    );
    this.body.replaceChildren(
      ...lines.map(({ name, output, numbers, parameters }) =>
        h("tr", {}, h("th", { scope: "row" }, name), ...(several ? [h("td", {}, output)] : []), ...[...(holds ? numbers : numbers.slice(0, 1)), String(parameters)].map((text) => h("td", {}, text))),
      ),
    );
    this.notes.textContent = [UNITS, ...(holds ? [RULE] : []), ...notes].join(" ");
    const also = (/** @type {string} */ held) => (holds ? `, ${held} on held-out rows` : "");
    return lines.map(({ name, output, numbers: [train, held] }) => `${name}: RMS error of ${output} ${train} on training rows${also(held)}.`).join(" ");
  }

  /** The coefficients of the polynomials, which training does not change. */
  #showCoefficients() {
    const fitted = `${this.link} ${this.runs.fits.complete}`;
    if (this.runs.running && fitted === this.fitted) return;
    this.fitted = fitted;
    this.coefficients.show(shown(this.cell, "remarks"));
  }
}

const UNITS = "Errors are predicted − measured, in the data's own units.";
const RULE =
  "A held-out row lies between the data if its 5th nearest training row, in standardised inputs, is no farther than that of 99 % of the training rows; else beyond them.";

/** @type {import("../cell/kind.js").Kind} */
export const data = {
  name: "data",
  opens: true,
  offered: true,
  part: (pool, cell, options, owner) => new DataPart(pool, cell, options, owner),
};
