/** A cell on the page: its head, its form, its figures, and whatever its kind adds to them. */

import { Cell, changeField, readFence } from "../pkg/page.js";
import { newId } from "../storage/aside.js";
import { Bar } from "./bar.js";
import { ClaimsPart } from "../kinds/claims.js";
import { Controls } from "./controls.js";
import { DataPart } from "../kinds/data.js";
import { Drawing } from "./figure/drawing.js";
import { h } from "../shell/tools/dom.js";
import { Figure, legend } from "./figure/figure.js";
import { FitPart } from "../kinds/fit.js";
import { filesOf } from "./files.js";
import { draw } from "../shell/tools/batches.js";
import { address, copy } from "../shell/tools/address.js";
import { shareable } from "./rows.js";
import { SciNetPart } from "../kinds/scinet.js";
import { WorldPart, isWorld } from "../kinds/world.js";
import { shareButtons } from "./share.js";
import { sayBriefly, steadyButton } from "../shell/tools/steady.js";
import { embedButton } from "../embed/snippet.js";
import { SweepPart } from "../kinds/sweep.js";
import { onTheme } from "../shell/theme.js";
import { Turning } from "./figure/turning.js";
import { leisure } from "../notebook/waiting.js";

/** @typedef {import("../workers/protocol.js").Spec} Spec */
/** @typedef {import("../workers/protocol.js").Reading} Reading */
/**
 * Who hears of a cell: `changed` of every change of its spec, with what was changed, `display` if nothing but what is
 * drawn; `reset` of every Reset.
 * @typedef {{changed?: (spec: Spec, change: {key: string, display: boolean}) => void,
 *   reset?: (reset: import("../notebook/history.js").Reset) => void}} Listener
 */

/** Kinds whose figures are all that they show. */
const FEW = ["surface", "diagram"];

let cells = 0;

export class CellView {
  /**
   * @param {Spec} spec @param {string} name a place to link to, or ""
   * @param {import("../workers/pool.js").Pool} pool
   * @param {Listener} [listener]
   * @param {string[]} [notices] what is to be told about the spec until it changes
   */
  constructor(spec, name, pool, listener = {}, notices = []) {
    this.number = ++cells;
    this.place = placeOf(name);
    this.spec = spec;
    this.listener = listener;
    /** Whether it is kept up to date: while it is on the screen or close to it, or wanted for paper. */
    this.visible = false;
    this.near = false;
    /** Whether a print wants it. */
    this.wanted = false;
    this.cell = new Cell(spec.link);
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.legendKey = "";
    /** Whether the settings as text could not be read. */
    this.unread = false;
    /** @type {(() => void)[]} called once when nothing is trained any more */
    this.resting = [];
    this.title = h("h3");
    this.trouble = h("pre", { class: "problem", role: "alert", hidden: true });
    this.notice = h("p", { class: "notice", role: "status" });
    this.#notify(notices);
    this.legendPlace = h("div", { class: "legend-place" });
    this.signed = h("span", { hidden: true });
    this.controls = new Controls(spec.fields, (key, value) => this.#change(key, value), () => this.#showMistakes());
    this.fence = h("textarea", { spellcheck: false, rows: 3, "aria-label": "Spec of this cell as text" });
    const firstView = spec.fields.find((field) => field.key === "view")?.value ?? "";
    const options = {
      height: 340,
      hidden: this.hidden,
      setView: (/** @type {string} */ view) => void this.#change("view", view),
      resetView: () => void this.#change("view", firstView),
    };
    const owner = {
      change: (/** @type {string} */ key, /** @type {string} */ value) => this.#change(key, value),
      news: () => this.news(),
      complain: (/** @type {string} */ text) => this.complain(text),
      take: (/** @type {Spec | null} */ next) => void (next && this.become(next)),
      reset: () => this.reset(),
      near: () => this.visible,
    };
    /** @type {FitPart | SciNetPart | WorldPart | DataPart | SweepPart | ClaimsPart | null} */
    this.part = null;
    /** @type {Figure[]} */
    this.figures = [];
    if (spec.kind === "fit") {
      this.part = new FitPart(pool, this.cell, options, owner);
      this.figures = [new Figure(this.cell, "fit", { ...options, height: 380 }), new Figure(this.cell, "error", { ...options, height: 230 })];
      this.drawing = new Drawing(this.figures[0], {
        target: () => value(this.spec, "target"),
        change: (target) => this.#change("target", target),
      });
    } else if (spec.kind === "scinet") {
      this.part = new SciNetPart(pool, this.cell, owner);
    } else if (isWorld(spec.kind)) {
      this.part = new WorldPart(pool, this.cell, owner, spec.kind);
    } else if (spec.kind === "data") {
      this.part = new DataPart(pool, this.cell, options, owner);
    } else if (spec.kind === "sweep") {
      this.part = new SweepPart(pool, this.cell, owner);
    } else if (spec.kind === "claims") {
      this.part = new ClaimsPart(pool, this.cell, owner);
    } else if (spec.kind === "activation") {
      this.figures = [new Figure(this.cell, "activation", options)];
    }
    this.turning = new Turning(this.cell, () => this.figures.forEach((figure) => figure.turning && figure.redraw()));
    this.grid = h("div", { class: "grid" });
    this.#arrange();
    this.files = filesOf(this);
    this.element = this.#page(name);
    this.#show();
    this.leaveTheme = onTheme(() => this.redraw());
    this.files?.receive();
    this.observer = new IntersectionObserver((entries) => this.#seen(entries[entries.length - 1].isIntersecting), { rootMargin: "300px" });
    this.observer.observe(this.element);
  }

  /** Ends the runs and frees what the cell holds in Rust; its element must leave the page. */
  close() {
    this.visible = false;
    this.observer.disconnect();
    this.leaveTheme();
    this.part?.close();
    for (const rested of this.resting.splice(0)) rested();
    this.element.remove();
    // Drawings that are still asked for find their canvas gone and do nothing.
    setTimeout(() => this.cell.free(), 1000);
  }

  /** @param {string} name */
  #page(name) {
    const wide = matchMedia("(min-width: 60rem)").matches;
    // Where many cells show one network, their settings stay folded until they are wanted.
    const open = wide && (["fit", "data", "activation"].includes(this.spec.kind) || name === "");
    const form = h("details", { class: "settings", open }, h("summary", {}, "Settings"), this.controls.element, this.#source());
    const build = () => {
      this.controls.build();
      if (this.drawing) this.controls.inputs.get("target")?.input.parentElement?.after(this.drawing.element);
    };
    if (open) build();
    else form.addEventListener("toggle", build, { once: true });
    const figures = FEW.includes(this.spec.kind) ? [this.grid] : this.figures.map((figure) => figure.element);
    const left = h("div", {}, this.legendPlace, ...figures, ...(this.part?.main ?? []));
    const element = h("section", { class: `cell ${this.spec.kind}`, role: "group" });
    if (name) element.id = name;
    element.append(h("header", {}, this.title, this.#share()));
    const bar = this.part?.bar;
    if (bar) element.append(bar instanceof HTMLElement ? bar : bar.element);
    if (bar instanceof Bar) bar.news.append(this.signed);
    const below = this.part instanceof FitPart || this.part instanceof DataPart ? this.part.below : [];
    element.append(this.notice, this.trouble, this.files?.offer ?? "", h("div", { class: "columns" }, left, form), ...below);
    this.files?.listen(element);
    if (this.part instanceof DataPart) this.part.chooser.listen(element);
    return element;
  }

  /** Buttons that copy the cell's link, plain or with the fingerprint of what it gave here. */
  #share() {
    const field = h("input", { class: "address", readOnly: true, hidden: true, "aria-label": "Link to this cell" });
    const button = (/** @type {string} */ label, /** @type {string} */ title, /** @type {() => string} */ link) => {
      const element = steadyButton([label, "Copied", "Copy it below"], title);
      element.addEventListener("click", async () => {
        const given = await this.shareable(link());
        if (!given) return;
        field.value = address(given);
        const copied = await copy(field.value);
        field.hidden = copied;
        if (!copied) field.select();
        sayBriefly(element, copied ? "Copied" : "Copy it below");
      });
      return element;
    };
    this.signed.append(
      button("Copy link with fingerprint", "Whoever runs it is told whether it gave the same bits", () => {
        const found = this.cell.fingerprint() ?? "none";
        const { spec } = /** @type {Reading} */ (changeField(this.spec.link, "fingerprint", found));
        return spec?.link ?? this.spec.link;
      }),
    );
    return h("div", { class: "share" }, button("Copy link", "A link that opens this cell as it is", () => this.spec.link), embedButton(this), ...shareButtons(this), this.files?.menu ?? "", field);
  }

  /** A link of this cell to pass on, after the reader was asked where it carries rows; what it lacks is said here. @param {string} link */
  async shareable(link) {
    if (!(this.part instanceof DataPart)) return link;
    const given = await shareable(link, this.part.table);
    if (given?.note) this.#notify([given.note]);
    this.part.showSharing();
    return given?.link ?? null;
  }

  /** The spec as text, to read, to change, to paste into a notebook. */
  #source() {
    const problem = h("pre", { class: "problem", hidden: true });
    this.fence.addEventListener("change", () => {
      const reading = /** @type {Reading} */ (readFence(this.spec.kind, this.fence.value));
      problem.textContent = reading.problems.map((one) => one.text).join("\n");
      problem.hidden = reading.spec !== null;
      this.unread = reading.spec === null;
      this.#showMistakes();
      if (!reading.spec) return;
      this.become(reading.spec);
      this.#notify(reading.notices);
    });
    const note = h("p", { class: "note" }, "What differs from the defaults.");
    return h("details", { class: "source" }, h("summary", {}, "As text"), note, this.fence, problem);
  }

  /** Says what a training takes where a setting has no value that is allowed. */
  #showMistakes() {
    if (!(this.part?.bar instanceof Bar)) return;
    const { run } = this.part.bar;
    const mistakes = this.controls.mistakes.map(({ label, typed, value }) => `${label}: “${typed}” is not allowed. ${run.textContent} takes ${value}.`);
    if (this.unread) mistakes.push(`The settings as text have a mistake. ${run.textContent} takes the settings as they were before.`);
    this.part.bar.showMistakes(mistakes);
  }

  /** @param {string} key @param {string} value */
  #change(key, value) {
    const reading = /** @type {Reading} */ (changeField(this.spec.link, key, value));
    if (reading.spec) this.#take(reading.spec);
    return reading;
  }

  /** Takes another spec of the same kind, whatever is being typed. @param {Spec} spec */
  become(spec) {
    this.#take(spec);
    this.controls.show(spec.fields, true);
    this.unread = false;
    this.#showMistakes();
  }

  /** Another name to link to. @param {string} name */
  rename(name) {
    this.element.id = name;
    this.place = placeOf(name);
    this.#show();
  }

  /** @param {Spec} spec */
  #take(spec) {
    const same = spec.link === this.spec.link;
    const before = this.spec;
    this.spec = spec;
    if (!same) {
      this.cell.update(spec.link);
      this.complain("");
      this.#notify([]);
      this.#arrange();
      this.part?.follow();
      if (this.visible) this.#fit();
      const changed = spec.fields.filter(({ value }, i) => value !== before.fields[i].value);
      this.listener.changed?.(spec, { key: changed.map(({ key }) => key).join(), display: changed.every(({ role }) => role === "display") });
    }
    this.#show();
    this.news();
  }

  /** Shows the spec: title, form and text. */
  #show() {
    this.controls.show(this.spec.fields);
    if (document.activeElement !== this.fence) this.fence.value = this.spec.fence;
    this.fence.rows = Math.max(3, this.spec.fence.split("\n").length);
    this.part?.show(this.spec);
    this.drawing?.follow();
    this.title.textContent = `${this.place}${title(this.spec, this.part)}`;
    this.element.setAttribute("aria-label", this.title.textContent);
    this.#showProgress();
  }

  /** @param {string[]} notices */
  #notify(notices) {
    this.notice.textContent = notices.join(" ");
    this.notice.hidden = notices.length === 0;
  }

  /** Says what is wrong, or that nothing is. @param {string} text */
  complain(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = text === "";
  }

  #showProgress() {
    if (!this.part) return;
    this.part.showProgress();
    this.#showMistakes();
    this.signed.hidden = this.cell.fingerprint() === undefined;
    this.element.dataset.state = this.part.state;
    this.element.dispatchEvent(new Event("news"));
  }

  /** Whether there is something to train that nothing has trained yet. */
  async canStart() {
    await this.part?.seen();
    return this.part !== null && "start" in this.part && this.part.state === "paused" && !this.part.shows;
  }

  /** Seconds that training takes, as far as is known. */
  get seconds() {
    return this.part && "seconds" in this.part ? this.part.seconds : 0;
  }

  /** Trains all networks, as Run does. */
  start() {
    if (this.part && "start" in this.part) this.part.start();
  }

  pause() {
    if (this.part && "start" in this.part) this.part.pause();
  }

  /** Back to the start; what was trained or shown comes back by an Undo. @param {string} [id] of the Reset, if it is done again */
  reset(id) {
    const { part } = this;
    if (!part || !("reset" in part) || !part.resettable) return;
    const reset = { id: id ?? newId(), runs: this.runs };
    part.reset(reset.id);
    if (id === undefined) this.listener.reset?.(reset);
  }

  /** After what a Reset had set aside was brought back. @param {string} id of the Reset */
  unreset(id) {
    if (this.part && "unreset" in this.part) this.part.unreset(id);
  }

  /** The links of the cell's runs, joined. */
  get runs() {
    return this.cell.runs().join();
  }

  /** Whether the cell gets all that it shows although it is not on the screen: paper has none. @param {boolean} on */
  want(on) {
    this.wanted = on;
    this.visible = on || this.near;
    if (!on) return;
    void this.part?.seen();
    this.#fit();
    this.#showProgress();
    this.redraw();
  }

  /** Whether everything is there that the cell shows of itself. */
  get complete() {
    return this.part?.complete ?? true;
  }

  /** Has at once what is missing, and puts it into words. @param {import("../shell/at-once.js").AtOnce} now */
  completeNow(now) {
    this.part?.completeNow(now);
    this.#showProgress();
    this.#describe();
  }

  /** Waits until nothing is trained here. */
  rested() {
    return new Promise((/** @type {(value: void) => void} */ resolve) => {
      this.resting.push(resolve);
      this.#rest();
    });
  }

  #rest() {
    if (this.part?.state === "running") return;
    for (const rested of this.resting.splice(0)) rested();
  }

  /** After news of the runs. */
  news() {
    this.#showProgress();
    this.#rest();
    if (this.visible) this.redraw();
  }

  /** @param {boolean} visible on the screen or close to it */
  #seen(visible) {
    this.near = visible;
    // A cell that was built for a print hears only now where it is.
    this.visible = visible || this.wanted;
    if (!visible) return;
    void this.part?.seen();
    this.#showProgress();
    this.redraw();
    // They load what trains: the figure comes first.
    void leisure().then(() => this.visible && this.#fit());
  }

  /** Has the classical fits made, where the cell has any. */
  #fit() {
    if (this.part instanceof FitPart || this.part instanceof SciNetPart || this.part instanceof DataPart) this.part.runs.fit();
  }

  /** The figures of a kind that has them by name alone. */
  #arrange() {
    if (!FEW.includes(this.spec.kind)) return;
    const names = this.cell.figures("");
    if (names.join() === this.figures.map((figure) => figure.name).join()) return;
    this.figures = names.map((name) => new Figure(this.cell, name, { height: name.startsWith("slices") ? 280 : 380, hidden: this.hidden, turning: this.turning }));
    this.grid.replaceChildren(...this.figures.map((figure) => figure.element));
  }

  redraw() {
    for (const figure of this.figures) figure.redraw();
    // What is not drawn yet is not described yet.
    if (this.part?.redraw() === false) return;
    draw(`cell-${this.number}`, () => this.#describe());
  }

  /** The legend, the table, and the figures in words. */
  #describe() {
    if (!this.element.isConnected) return;
    if (this.part && !(this.part instanceof FitPart)) {
      this.part.describe();
      return;
    }
    const entries = /** @type {import("../workers/protocol.js").LegendEntry[]} */ (this.cell.legend(""));
    const key = entries.map((entry) => entry.name).join("\n");
    if (key !== this.legendKey) {
      this.legendKey = key;
      this.legendPlace.replaceChildren(...(entries.length > 0 ? [legend(entries, this.hidden, () => this.redraw())] : []));
    }
    const words = this.part?.showTable() ?? `${entries.map((entry) => entry.name).join(", ")}.`;
    for (const figure of this.figures) figure.describe(`${this.cell.title(figure.name)}. ${words}`);
  }
}

/** A cell that repeats a figure of the paper says which. @param {string} name */
function placeOf(name) {
  const figure = /^fig-(\d+)/.exec(name)?.[1];
  return figure ? `Fig. ${figure} · ` : "";
}

/** @param {Spec} spec @param {string} key */
function value(spec, key) {
  return spec.fields.find((field) => field.key === key)?.value ?? "";
}

/** @param {Spec} spec @param {CellView["part"]} part */
function title(spec, part) {
  const target = value(spec, "target");
  if (spec.kind === "fit") return target.startsWith("through(") ? "Fit: a drawn function" : `Fit: y = ${target}`;
  if (part instanceof SciNetPart || part instanceof WorldPart || part instanceof DataPart) return part.title;
  if (spec.kind === "sweep") return `Sweep: ${value(spec, "columns").split(":")[0]} × ${value(spec, "rows").split(":")[0]}`;
  if (spec.kind === "surface") return `The driven, damped oscillator, ${value(spec, "space")} space`;
  if (spec.kind === "diagram") return "Architecture";
  if (spec.kind === "claims") return "What the paper states, and what is measured here";
  return "Activation functions";
}
