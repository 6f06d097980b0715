/** A cell on the page: its head, its form, its figures, and the runs behind them. */

import { Cell, changeField, newSeed, readFence } from "./pkg/scinet.js";
import { Controls } from "./controls.js";
import { h } from "./dom.js";
import { draw } from "./frames.js";
import { Figure, legend } from "./figure.js";
import { Inside } from "./inside.js";
import { address, copy } from "./link.js";
import { Runs } from "./runs.js";
import { Table } from "./table.js";
import { onTheme } from "./theme.js";

/** @typedef {import("./protocol.js").Spec} Spec */
/** @typedef {import("./protocol.js").Reading} Reading */

const whole = new Intl.NumberFormat("en-US");
let cells = 0;

export class CellView {
  /**
   * @param {Spec} spec @param {string} name a place to link to, or ""
   * @param {import("./pool.js").Pool} pool
   * @param {(link: string) => void} [changed] hears the link after every change of the spec
   */
  constructor(spec, name, pool, changed = () => {}) {
    this.number = ++cells;
    this.spec = spec;
    this.first = spec;
    this.pool = pool;
    this.changed = changed;
    this.cell = new Cell(spec.link);
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.element = h("section", { class: `cell ${spec.kind}`, "aria-label": `${spec.kind} cell` });
    if (name) this.element.id = name;
    this.trouble = h("pre", { class: "problem", role: "alert", hidden: true });
    this.legendPlace = h("div");
    this.controls = new Controls(spec.fields, (key, value) => this.#change(key, value));
    this.#build();
    this.#showSpec();
    onTheme(() => this.redraw());
    const seen = new IntersectionObserver(
      ([entry]) => {
        this.visible = entry.isIntersecting;
        if (!this.visible) return;
        this.runs.fit();
        this.redraw();
      },
      { rootMargin: "300px" },
    );
    seen.observe(this.element);
  }

  #build() {
    const options = {
      hidden: this.hidden,
      setView: (/** @type {string} */ view) => void this.#change("view", view),
      resetView: () => void this.#change("view", this.#firstView()),
    };
    const cell = () => this.cell;
    this.runs = new Runs(
      this.pool,
      cell,
      () => this.#news(),
      (message) => this.#complain(message),
    );
    const trains = this.spec.kind === "fit";
    this.title = h("h3");
    const head = h("header", {}, this.title, this.#linkButton());
    const columns = h("div", { class: "columns" });
    const left = h("div", { class: "left" });
    const form = h("details", { class: "settings", open: matchMedia("(min-width: 60rem)").matches }, h("summary", {}, "Settings"), this.controls.element, this.#source());
    columns.append(left, form);
    /** @type {Figure[]} */
    this.figures = trains
      ? [new Figure(cell, "fit", { ...options, height: 380 }), new Figure(cell, "error", { ...options, height: 230 })]
      : [new Figure(cell, "activation", { ...options, height: 340 })];
    left.append(this.legendPlace, ...this.figures.map((figure) => figure.element));
    this.element.append(head);
    if (!trains) {
      this.element.append(this.trouble, columns);
      return;
    }
    this.table = new Table();
    const loss = new Figure(cell, "loss", { ...options, height: 300 });
    loss.describe("Batch loss over epochs, both axes logarithmic");
    this.figures.push(loss);
    this.inside = new Inside(cell, { ...options, height: 300 }, (nets) =>
      this.#change("nets", nets).map((problem) => problem.text).join("\n"),
    );
    this.lossSection = h("section", {}, h("h4", {}, "Learning curve"), loss.element);
    const lower = h("div", { class: "lower" }, this.inside.element, this.lossSection);
    this.element.append(this.#bar(), this.trouble, columns, this.table.element, lower);
  }

  #bar() {
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ action) =>
      h("button", { type: "button", title, onclick: action }, text);
    this.runButton = button("Run", "Train all networks of this cell", () => (this.runs.running ? this.runs.pause() : this.runs.run()));
    this.runButton.classList.add("run");
    this.stepButton = button("Step", "Train one epoch", () => this.runs.step());
    const reset = button("Reset", "Back to epoch 0 with the same initial weights", () => this.#reset());
    const seed = button("New seed", "Other initial weights and other training data", () => void this.#change("seed", String(newSeed())));
    this.progress = h("progress", { max: 1, value: 0, "aria-label": "Epochs done" });
    this.status = h("output", { class: "status" });
    return h("div", { class: "bar" }, this.runButton, this.stepButton, reset, seed, this.progress, this.status);
  }

  #linkButton() {
    const field = h("input", { class: "address", readOnly: true, hidden: true, "aria-label": "Link to this cell" });
    const button = h("button", { type: "button", title: "A link that opens this cell as it is" }, "Copy link");
    button.addEventListener("click", async () => {
      const link = address(this.spec.link);
      const copied = await copy(link);
      field.value = link;
      field.hidden = copied;
      if (!copied) field.select();
      button.textContent = copied ? "Copied" : "Copy it from here:";
      setTimeout(() => (button.textContent = "Copy link"), 2500);
    });
    return h("div", { class: "share" }, button, field);
  }

  /** The spec as text, to read, to change, to paste into a notebook. */
  #source() {
    this.fence = h("textarea", { spellcheck: false, rows: 4, "aria-label": "Spec of this cell as text" });
    const problem = h("pre", { class: "problem", hidden: true });
    this.fence.addEventListener("change", () => {
      const reading = /** @type {Reading} */ (readFence(this.spec.kind, this.fence?.value ?? ""));
      problem.textContent = reading.problems.map((one) => one.text).join("\n");
      problem.hidden = reading.spec !== null;
      if (reading.spec) this.#take(reading.spec);
    });
    return h("details", { class: "source" }, h("summary", {}, "As text"), h("p", { class: "note" }, "What differs from the defaults."), this.fence, problem);
  }

  #firstView() {
    return this.first.fields.find((field) => field.key === "view")?.value ?? "-20..20";
  }

  /** @param {string} key @param {string} value */
  #change(key, value) {
    const reading = /** @type {Reading} */ (changeField(this.spec.link, key, value));
    if (reading.spec) this.#take(reading.spec);
    return reading.problems;
  }

  /** @param {Spec} spec */
  #take(spec) {
    const before = this.spec.link;
    const nets = this.cell.netNames().join();
    this.spec = spec;
    if (spec.link === before) {
      this.controls.show(spec.fields);
      return;
    }
    const wasRunning = this.runs.running;
    this.cell.update(spec.link);
    this.runs.sync();
    if (this.cell.netNames().join() !== nets) this.inside?.rebuild();
    if (this.visible) this.runs.fit();
    // A run that the change has ended starts again, where the cell was running.
    if (wasRunning && !this.runs.finished) this.runs.run();
    this.#complain("");
    this.#showSpec();
    this.changed(spec.link);
    this.#news();
  }

  #showSpec() {
    this.controls.show(this.spec.fields);
    if (this.fence && document.activeElement !== this.fence) {
      this.fence.value = this.spec.fence;
      this.fence.rows = Math.max(3, this.spec.fence.split("\n").length);
    }
    const target = this.spec.fields.find((field) => field.key === "target");
    if (this.title) this.title.textContent = target ? `Fit: y = ${target.value}` : "Activation functions";
    if (this.lossSection) this.lossSection.hidden = this.cell.netNames().length === 0;
    this.#showStatus();
  }

  #reset() {
    this.runs.reset();
    this.cell.resetNets();
    this.#complain("");
    this.#news();
  }

  /** @param {string} message */
  #complain(message) {
    this.trouble.textContent = message;
    this.trouble.hidden = message === "";
  }

  #news() {
    this.#showStatus();
    if (this.visible) this.redraw();
  }

  redraw() {
    for (const figure of this.figures ?? []) figure.redraw();
    this.inside?.update(this.runs.running);
    draw(`cell-${this.number}`, () => this.#showTable());
  }

  #showTable() {
    const first = this.figures?.[0];
    if (!first) return;
    const entries = /** @type {import("./protocol.js").LegendEntry[]} */ (this.cell.legend(first.name));
    const key = entries.map((entry) => entry.name).join("\n");
    if (key !== this.legendKey) {
      this.legendKey = key;
      this.legendPlace.replaceChildren(legend(entries, this.hidden, () => this.redraw()));
    }
    if (!this.table) {
      first.describe(`${this.cell.title(first.name)}: ${entries.map((entry) => entry.name).join(", ")}`);
      return;
    }
    const rows = /** @type {import("./protocol.js").TableRow[]} */ (this.cell.table() ?? []);
    const ends = this.cell.tableHead();
    this.table.show(ends, rows, (net) => ({
      epoch: whole.format(this.runs.list[net]?.epoch ?? 0),
      loss: this.cell.lastLoss(net) ?? "",
    }));
    const summary = Table.summary(ends, rows);
    this.figures?.[0].describe(`${this.cell.title("fit")}. ${summary}`);
    this.figures?.[1].describe(`${this.cell.title("error")}. ${summary}`);
  }

  #showStatus() {
    const { runs } = this;
    if (!this.runButton || !this.stepButton || !this.progress || !this.status) return;
    const total = this.cell.epochs();
    const none = runs.list.length === 0;
    const bar = this.runButton.parentElement;
    if (bar) bar.hidden = none;
    if (none) return;
    const epoch = Math.min(...runs.list.map((run) => run.epoch));
    this.runButton.textContent = runs.running ? "Pause" : epoch > 0 && !runs.finished ? "Continue" : "Run";
    this.runButton.disabled = runs.finished;
    this.stepButton.disabled = runs.finished;
    this.progress.value = total === 0 ? 1 : runs.list.reduce((sum, run) => sum + run.epoch, 0) / (total * runs.list.length);
    const parts = [`epoch ${whole.format(epoch)} of ${whole.format(total)}`];
    const names = this.cell.netNames();
    const diverged = runs.list.flatMap((run, i) => (run.status === "diverged" ? [`${names[i]} diverged at epoch ${whole.format(run.epoch)}`] : []));
    if (runs.running) {
      const going = runs.list.filter((run) => run.going && run.rate > 0);
      if (going.length > 0) {
        const seconds = Math.max(...going.map((run) => (total - run.epoch) / run.rate));
        parts.push(`${whole.format(Math.round(Math.min(...going.map((run) => run.rate))))} epochs/s`, `${duration(seconds)} left`);
      }
    } else if (runs.finished && diverged.length === 0) {
      parts.push("done");
    }
    this.status.textContent = [...parts, ...diverged].join(" · ");
    this.element.dataset.state = runs.running ? "running" : runs.finished ? "done" : "paused";
  }
}

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
