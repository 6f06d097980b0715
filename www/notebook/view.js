/** A notebook on the page: a place for each block, and cells that keep their runs while text around them changes. */

import { readFence, readLink } from "../pkg/page.js";
import { CellView } from "../cell/cell.js";
import { complaint } from "../cell/complaint.js";
import { h } from "../shell/tools/dom.js";
import { joined, sourceOf } from "./document.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("../workers/protocol.js").Block} Block */
/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */
/** A block with its place on the page; `view` is its cell, once it is built and if it could be read. */
/** @typedef {{block: Block, element: HTMLElement, content: HTMLElement, view: CellView | null}} Entry */

/** About as many tags as are laid out with one stroke; the text of a longer notebook follows piece by piece. */
const AT_ONCE = 3500;

/** How much a page has to do for a text, in tags. @param {string} html */
const weight = (html) => html.split("<").length + html.length / 64;

export class NotebookView {
  /**
   * @param {Promise<import("../workers/pool.js").Pool>} pool there once Rust has started: until then no cell is built
   * @param {{changed: (entry: Entry, change: {key: string, display: boolean}) => void, reset: (reset: import("./history.js").Reset) => void}} listener
   *   `changed` is called when the controls of a cell change its spec, `reset` at every Reset
   */
  constructor(pool, listener) {
    this.listener = listener;
    /** Whether other blocks are being shown: what cells say of their specs then is not news. */
    this.showing = false;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {HTMLElement} */
    this.element = h("div", { class: "notebook" });
    /** How much text may still be laid out at once. */
    this.room = AT_ONCE;
    this.waiting = new Waiting((place) => this.#build(place));
    /** @type {import("../workers/pool.js").Pool | undefined} */
    this.pool = undefined;
    this.started = pool.then((pool) => {
      this.pool = pool;
      this.waiting.start();
    });
    // The start of Rust reports its failure itself.
    this.started.catch(() => {});
  }

  /** The cells that are built, in order. */
  get cells() {
    return this.entries.flatMap(({ view }) => (view ? [view] : []));
  }

  /** The Markdown of all blocks. */
  sources() {
    return this.entries.map(({ block }) => sourceOf(block));
  }

  /**
   * The Markdown to pass on, after the reader was asked about each table of theirs whose rows it would carry; `notes`
   * say what it lacks. `null` if the reader wants none.
   */
  async shareable() {
    await this.build();
    const sources = [];
    /** @type {string[]} */
    const notes = [];
    for (const { block, view } of this.entries) {
      if (block.type !== "cell" || !view?.part?.shareable) {
        sources.push(sourceOf(block));
        continue;
      }
      const given = await view.part.shareable(view.spec.link);
      if (!given) return null;
      if (given.note) notes.push(given.note);
      const { spec } = readLink(given.link);
      sources.push(given.link === view.spec.link || !spec ? sourceOf(block) : sourceOf({ ...block, text: spec.fence }));
    }
    return { source: joined(sources), notes };
  }

  /**
   * Shows these blocks. Those that were there already keep their place on the page and their runs, and a
   * cell whose fence alone has changed takes the new spec.
   * @param {Block[]} blocks
   */
  show(blocks) {
    this.room = AT_ONCE;
    const old = new Set(this.entries);
    const take = (/** @type {(entry: Entry) => boolean} */ suits) => {
      const [found] = [...old].filter(suits);
      if (found) old.delete(found);
      return found;
    };
    /** @type {(Entry | undefined)[]} */
    const kept = blocks.map((block) => take((entry) => sourceOf(entry.block) === sourceOf(block)));
    blocks.forEach((block, i) => (kept[i] ??= take((entry) => alike(entry.block, block))));
    this.showing = true;
    this.entries = blocks.map((block, i) => this.#entry(block, kept[i]));
    this.showing = false;
    for (const entry of old) {
      this.waiting.drop(entry.content);
      this.waiting.drop(entry.element);
      entry.view?.close();
    }
    this.#arrange();
    this.#mark();
  }

  /** Gives each name to the first cell that has it: a link leads to one place. */
  #mark() {
    const taken = new Set([""]);
    for (const { block, content } of this.entries) {
      if (block.type !== "cell") continue;
      content.id = taken.has(block.name) ? "" : block.name;
      taken.add(block.name);
    }
  }

  /** Takes over the places that a published page has brought along for these blocks. @param {HTMLElement} element @param {Block[]} blocks */
  adopt(element, blocks) {
    const places = /** @type {HTMLElement[]} */ ([...element.children]);
    if (places.length !== blocks.length) throw new Error("The text of this page is of another version than its notebook. Reload the page.");
    this.element = element;
    this.entries = blocks.map((block, i) => {
      const content = /** @type {HTMLElement} */ (places[i].firstElementChild);
      const element = places[i];
      if (block.type === "cell") this.waiting.add(content);
      else if (element.classList.contains("far")) this.waiting.add(element);
      return { block, element, content, view: null };
    });
    this.#mark();
  }

  /** Puts the places into their order without touching those that stand right: what is moved loses the focus. */
  #arrange() {
    const wanted = new Set(this.entries.map((entry) => entry.element));
    for (const child of [...this.element.children]) {
      if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
    }
    this.entries.forEach(({ element }, i) => {
      const there = this.element.children[i] ?? null;
      if (there !== element) this.element.insertBefore(element, there);
    });
  }

  /** @param {Block} block @param {Entry | undefined} kept @returns {Entry} */
  #entry(block, kept) {
    if (!kept) {
      const content = block.type === "html" ? h("div", { class: "text" }) : this.#place(block);
      const entry = { block, content, element: h("div", { class: "block" }, content), view: null };
      this.#write(entry);
      return entry;
    }
    const before = kept.block;
    kept.block = block;
    if (block.type === "html") {
      if (before.type !== "html" || before.html !== block.html) this.#write(kept);
      return kept;
    }
    if (sourceOf(before) === sourceOf(block)) return kept;
    const { spec } = read(block);
    if (spec && kept.view?.spec.kind === spec.kind) {
      kept.view.rename(block.name);
      kept.view.become(spec);
    } else {
      const { view } = kept;
      kept.view = null;
      this.#fill(kept, this.#place(block));
      view?.close();
    }
    return kept;
  }

  /** Lays a block's text out, or leaves its place empty until it comes close to the screen. @param {Entry} entry */
  #write({ block, element, content }) {
    if (block.type !== "html") return;
    const later = this.room <= 0;
    this.room -= weight(block.html);
    element.classList.toggle("far", later);
    // Rust has escaped all raw HTML and dropped all script addresses.
    content.innerHTML = later ? "" : block.html;
    if (later) this.waiting.add(element);
    else this.waiting.drop(element);
  }

  /** Lays out at once the text that has a place of this name. @param {string} name */
  reveal(name) {
    const mark = `id="${name}"`;
    const entry = this.entries.find(({ block, element }) => block.type === "html" && this.waiting.places.has(element) && block.html.includes(mark));
    if (!entry) return;
    this.waiting.drop(entry.element);
    this.#build(entry.element);
  }

  /** Where a cell will stand. @param {Extract<Block, {type: "cell"}>} block */
  #place({ kind, name }) {
    const place = h("section", { class: `cell waiting ${kind}`, id: name, "aria-busy": "true" });
    this.waiting.add(place);
    return place;
  }

  /** @param {Entry} entry @param {HTMLElement} content */
  #fill(entry, content) {
    this.waiting.drop(entry.content);
    entry.content.replaceWith(content);
    entry.content = content;
  }

  /** Builds the cells that are close to the screen, one after another, so that the page answers in between. */
  async settle() {
    await this.started;
    await this.waiting.settle();
  }

  /** Builds all cells in the same way. */
  async build() {
    await this.started;
    await this.waiting.all();
  }

  /** Rust has started, and nothing waits for the news of it. @param {import("../workers/pool.js").Pool} pool */
  startNow(pool) {
    this.pool = pool;
    this.waiting.start();
  }

  /** Builds all cells at once. */
  buildNow() {
    this.waiting.allNow();
  }

  /** Lays far text out, or builds a cell in its place. @param {HTMLElement} place */
  #build(place) {
    place.classList.remove("far");
    const entry = this.entries.find(({ content, element }) => content === place || element === place);
    // A published page has brought the text along.
    if (entry?.block.type === "html" && !entry.content.hasChildNodes()) entry.content.innerHTML = entry.block.html;
    const { pool } = this;
    if (!pool || entry?.block.type !== "cell") return;
    const { block } = entry;
    const { spec, notices, problems } = read(block);
    if (!spec) {
      this.#fill(entry, complaint(`This ${block.kind} cell cannot be read`, problems));
      return;
    }
    const changed = (/** @type {SpecForms} */ next, /** @type {{key: string, display: boolean}} */ change) => {
      if (entry.block.type !== "cell" || this.showing) return;
      entry.block = { ...entry.block, text: next.fence };
      this.listener.changed(entry, change);
    };
    const view = new CellView(spec, block.name, pool, { changed, reset: this.listener.reset }, notices);
    entry.view = view;
    this.#fill(entry, view.element);
    this.#mark();
  }

  /** Ends all runs. */
  close() {
    this.waiting.close();
    for (const { view } of this.entries) view?.close();
    this.entries = [];
    this.element.remove();
  }
}

/** Whether one may have become the other by an edit. @param {Block} a @param {Block} b */
function alike(a, b) {
  if (a.type === "html") return b.type === "html";
  return b.type === "cell" && a.kind === b.kind && (a.name === b.name || a.text === b.text);
}

/** @param {Extract<Block, {type: "cell"}>} block */
function read({ kind, text }) {
  return readFence(kind, text);
}
