/** A cell on the page: its head, its form, its figures, and the part that its kind adds. */

import { Cell, changeField } from "../pkg/page.js";
import { embedButton } from "../embed/snippet.js";
import { kindOf } from "../kinds/registry.js";
import { leisure } from "../notebook/waiting.js";
import { onTheme } from "../shell/theme.js";
import { draw } from "../shell/tools/batches.js";
import { h } from "../shell/tools/dom.js";
import { newId } from "../storage/aside.js";
import { Controls } from "./controls.js";
import { copyButtons } from "./copying.js";
import { FenceText } from "./fence.js";
import { Drawing } from "./figure/drawing.js";
import { Figure } from "./figure/figure.js";
import { legend } from "./figure/legend.js";
import { Turning } from "./figure/turning.js";
import { filesOf } from "./files.js";
import { shareButtons } from "./share.js";
import { Bar } from "./training/bar.js";

/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */
/**
 * Who hears of a cell: `changed` of every change of its spec, with what was changed, `display` if nothing but what is
 * drawn; `reset` of every Reset.
 * @typedef {{changed?: (spec: SpecForms, change: {key: string, display: boolean}) => void,
 *   reset?: (reset: import("../notebook/history.js").Reset) => void}} Listener
 */

let cells = 0;

export class CellView {
  /**
   * @param {SpecForms} spec @param {string} name a place to link to, or ""
   * @param {import("../workers/pool.js").Pool} pool
   * @param {Listener} [listener]
   * @param {string[]} [notices] notices about the spec, shown until it changes
   */
  constructor(spec, name, pool, listener = {}, notices = []) {
    this.number = ++cells;
    this.place = placeOf(name);
    this.spec = spec;
    this.kind = kindOf(spec.family);
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
    /** @type {(() => void)[]} called once when nothing is trained any more */
    this.resting = [];
    this.title = h("h3");
    this.trouble = h("pre", { class: "problem", role: "alert", hidden: true });
    this.notice = h("p", { class: "notice", role: "status" });
    this.#notify(notices);
    this.legendPlace = h("div", { class: "legend-place" });
    this.copying = copyButtons(this);
    this.controls = new Controls(spec.fields, (key, value) => this.#change(key, value), () => this.#showMistakes());
    this.fence = new FenceText(spec.kind, {
      read: ({ spec, notices }) => {
        if (!spec) return;
        this.become(spec);
        this.#notify(notices);
      },
      mistaken: () => this.#showMistakes(),
    });
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
      take: (/** @type {SpecForms | null} */ next) => void (next && this.become(next)),
      reset: () => this.reset(),
      near: () => this.visible,
    };
    /** @type {import("./kind.js").Part | null} */
    this.part = this.kind.part?.(pool, this.cell, options, owner) ?? null;
    this.figures = this.kind.figures?.(this.cell, options) ?? [];
    const { drawn } = this.kind;
    this.drawing = drawn
      ? new Drawing(this.figures[0], { target: () => value(this.spec, drawn), change: (target) => this.#change(drawn, target) })
      : null;
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
    const open = wide && (this.kind.opens || name === "");
    const form = h("details", { class: "settings", open }, h("summary", {}, "Settings"), this.controls.element, this.fence.element);
    const build = () => {
      this.controls.build();
      if (this.drawing) this.controls.inputs.get(this.kind.drawn ?? "")?.input.parentElement?.after(this.drawing.element);
    };
    if (open) build();
    else form.addEventListener("toggle", build, { once: true });
    const figures = this.kind.heights ? [this.grid] : this.figures.map((figure) => figure.element);
    const left = h("div", {}, this.legendPlace, ...figures, ...(this.part?.main ?? []));
    const element = h("section", { class: `cell ${this.spec.kind}`, role: "group" });
    if (name) element.id = name;
    element.append(h("header", {}, this.title, this.#passOn()));
    const bar = this.part?.bar;
    if (bar) element.append(bar instanceof HTMLElement ? bar : bar.element);
    if (bar instanceof Bar) bar.news.append(this.copying.signed);
    element.append(this.notice, this.trouble, this.files?.offer ?? "", h("div", { class: "columns" }, left, form), ...(this.part?.below ?? []));
    this.files?.listen(element);
    this.part?.listen?.(element);
    return element;
  }

  /** Buttons that pass the cell on. */
  #passOn() {
    const { plain, field } = this.copying;
    return h("div", { class: "share" }, plain, embedButton(this), ...shareButtons(this), this.files?.menu ?? "", field);
  }

  /**
   * A link of this cell to pass on. Asks the reader first where it carries rows, and shows what the link lacks.
   * @param {string} link
   */
  async shareable(link) {
    if (!this.part?.shareable) return link;
    const given = await this.part.shareable(link);
    if (given?.note) this.#notify([given.note]);
    return given?.link ?? null;
  }

  /** Shows which values a training takes in place of settings that are not allowed. */
  #showMistakes() {
    if (!(this.part?.bar instanceof Bar)) return;
    const { run } = this.part.bar;
    const mistakes = this.controls.mistakes.map(({ label, typed, value }) => `${label}: “${typed}” is not allowed. ${run.textContent} takes ${value}.`);
    if (this.fence.unread) mistakes.push(`The settings as text have a mistake. ${run.textContent} takes the settings as they were before.`);
    this.part.bar.showMistakes(mistakes);
  }

  /** @param {string} key @param {string} value */
  #change(key, value) {
    const reading = changeField(this.spec.link, key, value);
    if (reading.spec) this.#take(reading.spec);
    return reading;
  }

  /** Takes another spec of the same kind, even while the reader types. @param {SpecForms} spec */
  become(spec) {
    this.#take(spec);
    this.controls.show(spec.fields, true);
    this.fence.unread = false;
    this.#showMistakes();
  }

  /** Another name to link to. @param {string} name */
  rename(name) {
    this.element.id = name;
    this.place = placeOf(name);
    this.#show();
  }

  /** @param {SpecForms} spec */
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
      if (this.visible) this.part?.fit?.();
      const changed = spec.fields.filter(({ value }, i) => value !== before.fields[i].value);
      this.listener.changed?.(spec, { key: changed.map(({ key }) => key).join(), display: changed.every(({ role }) => role === "display") });
    }
    this.#show();
    this.news();
  }

  /** Shows the spec: title, form and text. */
  #show() {
    this.controls.show(this.spec.fields);
    this.fence.show(this.spec);
    this.part?.show(this.spec);
    this.drawing?.follow();
    this.title.textContent = `${this.place}${this.cell.heading()}`;
    this.element.setAttribute("aria-label", this.title.textContent);
    this.#showProgress();
  }

  /** @param {string[]} notices */
  #notify(notices) {
    this.notice.textContent = notices.join(" ");
    this.notice.hidden = notices.length === 0;
  }

  /** Shows what is wrong, or nothing for "". @param {string} text */
  complain(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = text === "";
  }

  #showProgress() {
    if (!this.part) return;
    this.part.showProgress();
    this.#showMistakes();
    this.copying.signed.hidden = this.cell.fingerprint() === undefined;
    this.element.dataset.state = this.part.state;
    this.element.dispatchEvent(new Event("news"));
  }

  /** Whether there is something to train that nothing has trained yet. */
  async canStart() {
    await this.part?.seen();
    return this.part?.start !== undefined && this.part.state === "paused" && !this.part.shows;
  }

  /** Seconds that training takes, as far as is known. */
  get seconds() {
    return this.part?.seconds ?? 0;
  }

  /** Trains all networks, as Run does. */
  start() {
    this.part?.start?.();
  }

  pause() {
    this.part?.pause?.();
  }

  /** Back to the start; what was trained or shown comes back by an Undo. @param {string} [id] of the Reset, if it is done again */
  reset(id) {
    const { part } = this;
    if (!part?.reset || !part.resettable) return;
    const reset = { id: id ?? newId(), runs: this.runs };
    part.reset(reset.id);
    if (id === undefined) this.listener.reset?.(reset);
  }

  /** After what a Reset had set aside was brought back. @param {string} id of the Reset */
  unreset(id) {
    this.part?.unreset?.(id);
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
    this.part?.fit?.();
    this.#showProgress();
    this.redraw();
  }

  /** Whether everything is there that the cell shows without being asked. */
  get complete() {
    return this.part?.complete ?? true;
  }

  /** Loads and computes at once what is missing, and describes it. @param {import("../shell/at-once.js").AtOnce} now */
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
    // A cell that was built for a print learns only now where it is.
    this.visible = visible || this.wanted;
    if (!visible) return;
    void this.part?.seen();
    this.#showProgress();
    this.redraw();
    // They load what trains: the figure comes first.
    void leisure().then(() => this.visible && this.part?.fit?.());
  }

  /** The figures that the spec names, where the kind leaves that to the spec. */
  #arrange() {
    const { heights } = this.kind;
    if (!heights) return;
    const names = this.cell.figures("");
    if (names.join() === this.figures.map((figure) => figure.name).join()) return;
    this.figures = names.map((name) => new Figure(this.cell, name, { height: heights(name), hidden: this.hidden, turning: this.turning }));
    this.grid.replaceChildren(...this.figures.map((figure) => figure.element));
  }

  redraw() {
    // What is not drawn yet is not described yet.
    if (this.part?.redraw() === false) return;
    for (const figure of this.figures) figure.redraw();
    draw(`cell-${this.number}`, () => this.#describe());
  }

  /** The legend, the table, and the figures in words. */
  #describe() {
    if (!this.element.isConnected) return;
    if (this.part?.describe) {
      this.part.describe();
      return;
    }
    const entries = this.cell.legend("");
    const key = entries.map((entry) => entry.name).join("\n");
    if (key !== this.legendKey) {
      this.legendKey = key;
      this.legendPlace.replaceChildren(...(entries.length > 0 ? [legend(entries, this.hidden, () => this.redraw())] : []));
    }
    const words = this.part?.showTable?.() ?? `${entries.map((entry) => entry.name).join(", ")}.`;
    for (const figure of this.figures) figure.describe(`${this.cell.title(figure.name)}. ${words}`);
  }
}

/** The title of a cell that repeats a figure of the paper names the figure. @param {string} name */
function placeOf(name) {
  const figure = /^fig-(\d+)/.exec(name)?.[1];
  return figure ? `Fig. ${figure} · ` : "";
}

/** @param {SpecForms} spec @param {string} key */
function value(spec, key) {
  return spec.fields.find((field) => field.key === key)?.value ?? "";
}
