/** Edit mode: tools beside every block of a notebook, and its Markdown to write in. */

import { kinds } from "../pkg/page.js";
import { sampleOf } from "../kinds/registry.js";
import { h } from "../shell/tools/dom.js";
import { joined, sourceOf } from "./document.js";
import { renderNotebook } from "./text.js";

/** @typedef {import("./view.js").Entry} Entry */
/** The tools of a block: their bar, and its Markdown while that is being edited. */
/** @typedef {{bar: HTMLElement, area: HTMLTextAreaElement | null, trouble: HTMLElement}} Tools */

const NEW_TEXT = "New text. **Bold**, *italic*, $\\sqrt{x}$, [a link](https://example.org).";
/** A name that no cell has, to see where a text ends. */
const AFTER = "after-the-text-that-is-edited";

/** Why what follows these blocks is not read by itself. @param {import("../workers/protocol.js").Block[]} blocks */
function refusal(blocks) {
  const last = blocks.at(-1);
  // Where Rust stops rendering, the last block gives the reason in plain words.
  const why = last?.type === "html" ? /^<p class="problem">([^<]*)<\/p>$/.exec(last.html)?.[1] : undefined;
  return why?.replace("his notebook", "his text").replace(" Its Markdown is kept: Edit shows it.", "") ?? "This text opens a block of code with ``` and does not close it: all that follows would become code. Close it with ```.";
}

export class Editor {
  /**
   * @param {import("./view.js").NotebookView} view
   * @param {(source: string) => Promise<void>} change takes the notebook's new Markdown
   */
  constructor(view, change) {
    this.view = view;
    this.change = change;
    this.on = false;
    /** @type {Map<Entry, Tools>} */
    this.tools = new Map();
  }

  /** Into edit mode and out of it. @param {boolean} on */
  async turn(on) {
    if (!on) await this.finish();
    this.on = on;
    document.documentElement.dataset.mode = on ? "edit" : "read";
    this.follow();
  }

  /** After the blocks have changed. */
  follow() {
    for (const [entry, { bar, area, trouble }] of this.tools) {
      if (this.on && this.view.entries.includes(entry)) continue;
      for (const part of [bar, area, trouble]) part?.remove();
      entry.element.classList.remove("editing");
      this.tools.delete(entry);
    }
    if (!this.on) return;
    for (const entry of this.view.entries) {
      if (!this.tools.has(entry)) this.#equip(entry);
    }
    this.view.entries.forEach((entry, i) => {
      const buttons = this.tools.get(entry)?.bar.querySelectorAll("button") ?? [];
      for (const button of buttons) {
        if (button.name === "up") button.disabled = i === 0;
        if (button.name === "down") button.disabled = i === this.view.entries.length - 1;
      }
    });
  }

  /** Markdown of all blocks, with what is being typed. */
  source() {
    return joined(this.view.entries.map((entry) => this.tools.get(entry)?.area?.value ?? sourceOf(entry.block)));
  }

  /** Takes over what the reader is typing; returns whether all of it could be read. */
  async finish() {
    for (const entry of [...this.tools.keys()]) {
      if (!(await this.#close(entry))) return false;
    }
    return true;
  }

  /** @param {Entry} entry */
  #equip(entry) {
    const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ title, /** @type {() => void} */ action) =>
      h("button", { type: "button", name, title, "aria-label": title, onclick: action }, label);
    const insert = h("select", { "aria-label": "Insert a block below" });
    insert.append(h("option", { value: "" }, "Insert below…"), h("option", { value: "text" }, "Text"));
    for (const { word, help } of kinds()) insert.append(h("option", { value: word, title: help }, `Cell: ${word}`));
    insert.addEventListener("change", () => {
      const { value } = insert;
      insert.value = "";
      const kind = kinds().find(({ word }) => word === value);
      void this.#insert(entry, kind ? sampleOf(kind) : NEW_TEXT, !kind);
    });
    const bar = h(
      "div",
      { class: "block-tools", role: "toolbar", "aria-label": "This block" },
      button("edit", "Edit", "Edit this block's Markdown", () => void this.#toggle(entry)),
      button("up", "↑", "Move up", () => void this.#move(entry, -1)),
      button("down", "↓", "Move down", () => void this.#move(entry, 1)),
      button("copy", "Duplicate", "Duplicate this block", () => void this.#duplicate(entry)),
      button("delete", "Delete", "Delete this block", () => void this.#delete(entry)),
      insert,
    );
    const trouble = h("pre", { class: "problem", role: "alert", hidden: true });
    this.tools.set(entry, { bar, area: null, trouble });
    entry.element.prepend(bar);
    entry.element.append(trouble);
    if (entry.block.type === "html") {
      entry.content.addEventListener("dblclick", () => this.on && !this.tools.get(entry)?.area && void this.#toggle(entry));
    }
  }

  /** @param {Entry} entry */
  async #toggle(entry) {
    const tools = this.tools.get(entry);
    if (!tools) return;
    if (tools.area) {
      await this.#close(entry);
      return;
    }
    const source = sourceOf(entry.block);
    const area = h("textarea", { class: "markdown", value: source, spellcheck: true, "aria-label": "Markdown of this block" });
    const fit = () => (area.rows = Math.max(3, area.value.split("\n").length + 1));
    fit();
    area.addEventListener("input", fit);
    area.addEventListener("input", () => void this.#preview(entry, area));
    area.addEventListener("keydown", (event) => {
      const done = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
      if (!done) return;
      event.preventDefault();
      void this.#close(entry);
    });
    tools.area = area;
    tools.bar.after(area);
    entry.element.classList.add("editing");
    this.#name(tools, "Done");
    area.focus({ preventScroll: true });
  }

  /** What the text looks like, while it is typed. @param {Entry} entry @param {HTMLTextAreaElement} area */
  async #preview(entry, area) {
    if (entry.block.type !== "html") return;
    const { value } = area;
    const blocks = await renderNotebook(value);
    if (area.value !== value || !area.isConnected) return;
    // Rust has escaped all raw HTML and dropped all script addresses.
    entry.content.innerHTML = blocks.map((block) => (block.type === "html" ? block.html : "")).join("");
  }

  /** Takes what was typed in a block; returns whether it could be read. @param {Entry} entry */
  async #close(entry) {
    const tools = this.tools.get(entry);
    if (!tools?.area) return true;
    const typed = tools.area.value;
    const after = await renderNotebook(`${typed}\n\n\`\`\`${kinds()[0].word} ${AFTER}\n\`\`\``);
    const last = after.at(-1);
    const whole = last?.type === "cell" && last.name === AFTER;
    tools.trouble.hidden = whole;
    tools.trouble.textContent = whole ? "" : refusal(after);
    if (!whole) return false;
    const sources = this.view.sources();
    sources[this.view.entries.indexOf(entry)] = typed;
    tools.area.remove();
    tools.area = null;
    entry.element.classList.remove("editing");
    this.#name(tools, "Edit");
    await this.change(joined(sources));
    this.tools.get(entry)?.bar.querySelector("button")?.focus({ preventScroll: true });
    return true;
  }

  /** @param {Tools} tools @param {string} label */
  #name({ bar }, label) {
    const [button] = bar.querySelectorAll("button");
    button.textContent = label;
    button.title = label === "Done" ? "Take this text (Ctrl+Enter)" : "Edit this block's Markdown";
    button.setAttribute("aria-label", button.title);
  }

  /** @param {Entry} entry @param {number} by */
  async #move(entry, by) {
    if (!(await this.finish())) return;
    const sources = this.view.sources();
    const from = this.view.entries.indexOf(entry);
    const [moved] = sources.splice(from, 1);
    sources.splice(from + by, 0, moved);
    await this.change(joined(sources));
    const name = by < 0 ? "up" : "down";
    const there = this.view.entries[from + by];
    const button = /** @type {HTMLButtonElement | null | undefined} */ (there && this.tools.get(there)?.bar.querySelector(`[name=${name}]`));
    (button?.disabled ? button.parentElement?.querySelector("button") : button)?.focus();
    there?.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {Entry} entry */
  async #duplicate(entry) {
    if (!(await this.finish())) return;
    const i = this.view.entries.indexOf(entry);
    const { block } = entry;
    const names = new Set(this.view.entries.map((other) => (other.block.type === "cell" ? other.block.name : "")));
    let name = block.type === "cell" ? block.name : "";
    // Two cells of one name could not both be linked to.
    for (let n = 2; name !== "" && names.has(name); n++) name = `${block.type === "cell" ? block.name : ""}-${n}`;
    await this.#place(i + 1, sourceOf(block.type === "cell" ? { ...block, name } : block), false);
  }

  /** @param {Entry} entry @param {string} source @param {boolean} edit */
  async #insert(entry, source, edit) {
    if (!(await this.finish())) return;
    await this.#place(this.view.entries.indexOf(entry) + 1, source, edit);
  }

  /** Puts a block at a place; one of text opens to be written. @param {number} i @param {string} source @param {boolean} edit */
  async #place(i, source, edit) {
    const sources = this.view.sources();
    // Two texts in a row would be one: a new one stands at the end of the one before.
    const before = this.view.entries[i - 1];
    const after = this.view.entries[i];
    const joins = edit ? [before, after].find((entry) => entry?.block.type === "html") : undefined;
    if (joins) {
      const at = this.view.entries.indexOf(joins);
      sources[at] = joins === before ? `${sources[at]}\n\n${source}` : `${source}\n\n${sources[at]}`;
    } else {
      sources.splice(i, 0, source);
    }
    await this.change(joined(sources));
    const entry = this.view.entries[joins ? (joins === before ? i - 1 : i) : i];
    if (!entry) return;
    entry.element.scrollIntoView({ block: "nearest" });
    if (edit) await this.#toggle(entry);
    const area = this.tools.get(entry)?.area;
    const at = area?.value.indexOf(source) ?? -1;
    if (area && at >= 0) area.setSelectionRange(at, at + source.length);
    else this.tools.get(entry)?.bar.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {Entry} entry */
  async #delete(entry) {
    const tools = this.tools.get(entry);
    // What is typed in a block that goes is part of what can be brought back.
    if (tools?.area && !(await this.#close(entry))) return;
    if (!(await this.finish())) return;
    const i = this.view.entries.indexOf(entry);
    const sources = this.view.sources();
    sources.splice(i, 1);
    await this.change(joined(sources.length > 0 ? sources : [NEW_TEXT]));
    const next = this.view.entries[Math.min(i, this.view.entries.length - 1)];
    next && this.tools.get(next)?.bar.querySelector("button")?.focus({ preventScroll: true });
  }
}
