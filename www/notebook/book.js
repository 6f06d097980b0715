/** The notebook that is open: its edits, the steps back through them, its link and its file. */

import { kinds } from "../pkg/page.js";
import { sampleOf } from "../kinds/registry.js";
import { address, copy } from "../shell/tools/address.js";
import { download, h } from "../shell/tools/dom.js";
import { bringBack } from "../storage/aside.js";
import { saveNotebook } from "../storage/store.js";
import { duration } from "../workers/speed.js";
import { Editor } from "./editor.js";
import { History } from "./history.js";
import { Keeping, freeName, messageOf } from "./keeping.js";
import { LONGEST_LINK, addressOfFile, keyOfFile, notebookAddress, openNotebook, openShippedNow, packed, textOf, unstored } from "./opening.js";
import { printed } from "./print/paper.js";
import { runAll } from "./run-all.js";
import { renderNotebook } from "./text.js";
import { NotebookView } from "./view.js";

/** @typedef {import("./opening.js").Opened} Opened */

/** Seconds from which on the reader learns beforehand how long all cells take. */
const LONG = 60;

/** The text of a new notebook. A cell of the first kind follows it. */
const START = "# A new notebook\n\nSome text.\n";

/** @param {number} time */
const clock = (time) => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(time);

export class Book {
  /**
   * @param {Promise<import("../workers/pool.js").Pool>} pool there once Rust has started
   * @param {HTMLElement} place with the text of a shipped notebook, where the page is published
   * @param {() => void} changed called when titles, steps or the mode may be others
   */
  constructor(pool, place, changed) {
    this.pool = pool;
    this.place = place;
    this.changed = changed;
    this.notes = h("div", { class: "notes", role: "status" });
    this.history = new History("");
    this.view = this.#newView();
    this.editor = this.#newEditor();
    /** The address of the notebook that is shown. */
    this.address = "";
    this.keeping = new Keeping(this);
    /** @type {AbortController | null} while all cells are run */
    this.running = null;
  }

  #newView() {
    return new NotebookView(this.pool, {
      changed: (entry, { key, display }) => {
        this.history.change(this.editor.source(), `cell ${this.view.entries.indexOf(entry)} ${key}`);
        // A change of the view is not an edit.
        if (!display) this.keeping.soon();
        this.changed();
      },
      reset: (reset) => {
        this.history.reset(reset);
        void this.keeping.keepSteps();
        this.changed();
      },
    });
  }

  #newEditor() {
    return new Editor(this.view, async (source) => {
      this.history.change(source);
      this.keeping.soon();
      await this.#show();
    });
  }

  /** Opens the notebook of the address bar and puts its text on the page; its cells follow with `settle`. */
  async open() {
    await this.keeping.setAside();
    this.address = notebookAddress();
    const opened = await openNotebook();
    // A print may have put the text on the page at once, and browsers go on with other things before it is on paper.
    await printed();
    this.#take(opened);
  }

  /** Puts a shipped notebook on the page at once, unless one is there, and builds its cells. @param {import("../workers/pool.js").Pool} pool */
  openNow(pool) {
    const opened = this.view.entries.length > 0 ? null : openShippedNow();
    if (opened) this.#take(opened);
    this.view.startNow(pool);
    this.view.buildNow();
  }

  /** The name of a shipped notebook, or the key under which it is kept. */
  get key() {
    return this.keeping.key;
  }

  /** Whether the address bar names another notebook than the one that is shown. */
  isElsewhere() {
    return notebookAddress() !== this.address;
  }

  /** @param {Opened} opened */
  #take({ key, fileName, source, blocks, edited, shipped }) {
    this.stop();
    this.view.close();
    this.view = this.#newView();
    this.editor = this.#newEditor();
    this.keeping.take({ key, fileName, shipped, edited });
    this.history = new History(source);
    void this.#recall();
    this.notes.replaceChildren();
    if (shipped !== null && edited !== null) {
      this.say(`Your version of this notebook, changed ${clock(edited)}.`, ["Show the original", () => void this.original()]);
    }
    const brought = shipped === source ? this.#brought(key) : null;
    if (brought) {
      this.view.adopt(brought, blocks);
      this.place.querySelector(":scope > .loading")?.replaceWith(this.notes);
    } else {
      this.view.show(blocks);
      this.place.replaceChildren(this.notes, this.view.element);
    }
    this.#entitle();
    this.changed();
  }

  /** The text of a shipped notebook that a published page has brought along, once. @param {string} key */
  #brought(key) {
    const element = /** @type {HTMLElement | null} */ (this.place.querySelector(":scope > [data-shipped]"));
    if (element?.dataset.shipped !== key) return null;
    delete element.dataset.shipped;
    return element;
  }

  /** Whether cells are yet to be built. */
  get waits() {
    return this.view.waiting.places.size > 0;
  }

  /** Builds the cells close to the screen. */
  settle() {
    return this.view.settle();
  }

  get title() {
    return this.view.element.querySelector("h1")?.textContent ?? "";
  }

  #entitle() {
    document.title = this.title ? `${this.title} · SciNet Notebook` : "SciNet Notebook";
  }

  /** Shows the current text. */
  async #show() {
    const { source } = this.history;
    const blocks = await renderNotebook(source);
    if (source !== this.history.source) return;
    this.view.show(blocks);
    this.editor.follow();
    this.#entitle();
    this.changed();
    await this.settle();
  }

  /** @param {boolean} on */
  async edit(on) {
    await this.pool;
    await this.editor.turn(on);
    this.changed();
  }

  /** One step back or forward through the changes. @param {"undo" | "redo"} way */
  async step(way) {
    if (!(await this.editor.finish())) return;
    const step = this.history[way]();
    if (!step) return;
    if (!step.reset) {
      this.keeping.soon();
      await this.#show();
      return;
    }
    const { id, runs } = step.reset;
    const cell = this.view.cells.find((cell) => cell.runs === runs);
    if (way === "redo") cell?.reset(id);
    else {
      await bringBack(id);
      cell?.unreset(id);
    }
    await this.keeping.keepSteps();
    this.changed();
  }

  /** Finds the steps that led to this notebook before the page was loaded. */
  async #recall() {
    const { history } = this;
    const found = await this.keeping.steps();
    if (!found || this.history !== history || history.past.length > 0) return;
    // An edit of the last moment before the page ended is one more step.
    found.change(history.source);
    this.history = found;
    this.changed();
  }

  /** Shows the original of a shipped notebook; a step back brings the changes back. */
  async original() {
    const { shipped } = this.keeping;
    if (shipped === null) return;
    this.notes.replaceChildren();
    this.history.change(shipped);
    this.keeping.soon();
    await this.#show();
    this.say("The original. Your version comes back with", ["Undo", () => void this.step("undo").then(() => this.notes.replaceChildren())]);
  }

  /** Opens a Markdown file. @param {File} file */
  async openFile(file) {
    try {
      await this.#own(file.name, await textOf(file));
    } catch (error) {
      this.say(messageOf(error));
    }
  }

  /** A new notebook. */
  async create() {
    // Without Rust there are no cells.
    const cell = await this.pool.then(() => `\n${sampleOf(kinds()[0])}\n`, () => "");
    await this.#own("new-notebook.md", `${START}${cell}`);
    await this.edit(true);
  }

  /** Shows a notebook of the reader's own, found again under its address. @param {string} wanted file name @param {string} source */
  async #own(wanted, source) {
    await this.editor.turn(false);
    await this.keeping.setAside();
    let fileName = wanted;
    let stored = true;
    try {
      fileName = await freeName(wanted, source);
      await saveNotebook(keyOfFile(fileName), source);
    } catch {
      stored = false;
      for (let n = 2; unstored.has(fileName); n++) fileName = wanted.replace(/(\.\w+)?$/, `-${n}$1`);
      unstored.set(fileName, source);
    }
    const blocks = await renderNotebook(source);
    history.pushState(null, "", addressOfFile(fileName));
    this.address = notebookAddress();
    this.#take({ key: stored ? keyOfFile(fileName) : "", fileName, source, blocks, edited: stored ? Date.now() : null, shipped: null });
    if (!stored) this.say("This browser or frame allows no storage: save the notebook as a file before you leave.");
    await this.settle();
  }

  /** Saves the notebook as a file. */
  save() {
    download(this.keeping.fileName, "text/markdown", this.editor.source());
  }

  /** Copies the notebook's link: plain for one that is shipped, else with all of it inside. */
  async copyLink() {
    if (!(await this.editor.finish())) return;
    const shared = await this.view.shareable();
    if (!shared) return;
    const { source, notes } = shared;
    const { key, shipped } = this.keeping;
    const plain = shipped?.trim() === source.trim();
    const link = plain ? `?notebook=${key}` : await packed(source);
    if (link.length > LONGEST_LINK) {
      this.say(`This notebook is too long for a link (${link.length} characters; allowed: ${LONGEST_LINK}). Save it as a file and send that.`);
      return;
    }
    const whole = address(link);
    if (await copy(whole)) {
      this.say([plain ? "The link is copied." : "The link is copied. It holds the whole notebook.", ...notes].join(" "));
      return;
    }
    const field = h("input", { class: "address", readOnly: true, value: whole, "aria-label": "Link to this notebook" });
    this.say("Copy the link from here:");
    this.notes.append(field);
    field.select();
  }

  /** Runs all cells that train, one after another. */
  async runAll() {
    const running = new AbortController();
    this.running = running;
    this.changed();
    await runAll(this.view, running.signal, (seconds) => {
      if (seconds > LONG) this.say(`Training all cells takes about ${duration(seconds)} in this browser. Stop ends it; what is trained is kept.`);
    });
    if (this.running === running) this.running = null;
    this.changed();
  }

  /** Ends a run of all. */
  stop() {
    this.running?.abort();
    this.running = null;
    this.changed();
  }

  /** Shows a message above the notebook. @param {string} text @param {...[string, () => void]} actions */
  say(text, ...actions) {
    const buttons = actions.map(([label, action]) => h("button", { type: "button", onclick: action }, label));
    const close = h("button", { type: "button", class: "close", "aria-label": "Close this message", title: "Close" }, "×");
    const note = h("p", { class: "message" }, h("span", {}, text), ...buttons, close);
    close.addEventListener("click", () => note.remove());
    this.notes.replaceChildren(note);
    if (note.getBoundingClientRect().bottom < 0) note.scrollIntoView({ block: "center" });
  }
}
