/** The chooser of a reader's table: a file that is chosen or dropped, or columns that are pasted; and how it was read. */

import { limits, provideTable } from "../../pkg/page.js";
import { h } from "../../shell/tools/dom.js";
import { whole } from "../../shell/tools/numbers.js";
import { keptTable, readTable } from "../../workers/own-tables.js";

/** @typedef {import("../../pkg/trainer.js").FoundTable} FoundTable */
/** @typedef {import("../../pkg/trainer.js").TableChoice} TableChoice */
/** @typedef {import("../../workers/protocol.js").ReaderAnswer} ReaderAnswer */

export class Chooser {
  /**
   * @param {import("../../workers/pool.js").Pool} pool
   * @param {(table: FoundTable, file: string) => void} found receives a table that was read
   */
  constructor(pool, found) {
    this.pool = pool;
    this.found = found;
    /** The last text that was given: what came before it is of no interest any more. */
    this.asked = 0;
    this.file = h("input", { type: "file", accept: ".csv,.tsv,.tab,.txt,.dat,.asc,.lvm,.prn,.md,text/*", hidden: true, "aria-label": "CSV file" });
    this.file.addEventListener("change", () => {
      const [file] = this.file.files ?? [];
      if (file) void this.#read(file, file.name);
      // The same file may be chosen again once it was corrected.
      this.file.value = "";
    });
    this.text = h("textarea", { rows: 6, spellcheck: false, "aria-label": "Columns to read", placeholder: "t x\n0 1.5\n1 2.25" });
    const read = h("button", { type: "button" }, "Read these columns");
    read.addEventListener("click", () => void this.#read(new Blob([this.text.value]), ""));
    this.paste = h("div", { class: "paste", hidden: true }, this.text, read);
    const button = (/** @type {string} */ label, /** @type {() => void} */ action) => h("button", { type: "button", onclick: action }, label);
    this.toggle = button("Paste columns", () => this.openText(this.paste.hidden !== false));
    this.toggle.setAttribute("aria-expanded", "false");
    this.status = h("output", { class: "note" });
    this.remarks = h("div", { class: "remarks note", role: "status", hidden: true });
    this.problems = h("pre", { class: "problem", role: "alert", hidden: true });
    /** @type {() => void} what is done all the same */
    this.anyway = () => {};
    this.insist = button("Use it all the same", () => this.anyway());
    this.insist.hidden = true;
    const choose = button("Choose a CSV file", () => this.file.click());
    this.element = h("div", { class: "chooser" }, h("div", { class: "choices" }, choose, this.toggle, this.file, this.status), this.paste, this.problems, this.insist, this.remarks);
  }

  /** @param {boolean} open whether the box for pasted columns is open */
  openText(open) {
    this.paste.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.text.focus();
  }

  /** Takes files that are dropped anywhere on an element. @param {HTMLElement} element */
  listen(element) {
    const files = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
    element.addEventListener("dragover", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      element.dataset.drop = "";
    });
    element.addEventListener("dragleave", () => delete element.dataset.drop);
    element.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      delete element.dataset.drop;
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.#read(file, file.name);
    });
  }

  /**
   * @param {string[]} problems what is wrong, or nothing
   * @param {() => void} [anyway] what may be done all the same
   */
  complain(problems, anyway) {
    this.problems.textContent = problems.join("\n");
    this.problems.hidden = problems.length === 0;
    this.insist.hidden = anyway === undefined;
    if (anyway) this.anyway = anyway;
  }

  /**
   * Says what was left out of a table, and offers the other reading of what could be read in two ways.
   * @param {FoundTable} table @param {(choice: TableChoice) => void} again reads the same text in another way
   */
  #remark({ notes, doubts }, again) {
    const doubt = (/** @type {import("../../pkg/trainer.js").TableDoubt} */ { read, instead, choice }) =>
      h("p", { class: "doubt" }, `${read} `, h("button", { type: "button", onclick: () => again(choice) }, instead));
    const list = notes.length > 0 ? [h("ul", {}, ...notes.map((note) => h("li", {}, note)))] : [];
    this.remarks.replaceChildren(...doubts.map(doubt), ...list);
    this.remarks.hidden = notes.length + doubts.length === 0;
  }

  /** @param {Blob} text @param {string} name of its file @param {TableChoice} [choice] how what is doubtful is read */
  async #read(text, name, choice = { comma: null, head: null, single: null }) {
    const asked = ++this.asked;
    this.complain([]);
    this.remarks.hidden = true;
    const most = limits().table_bytes;
    if (text.size > most) {
      this.complain([`${name}: ${whole(text.size)} bytes; allowed: at most ${whole(most)}`]);
      return;
    }
    this.status.textContent = `Reading ${name || "columns"}…`;
    const { table, columns, problems, kept } = await text
      .arrayBuffer()
      .then((bytes) => readTable(new Uint8Array(bytes), choice))
      .catch((error) => /** @type {ReaderAnswer} */ ({ table: null, problems: [String(error?.message ?? error)] }));
    if (asked !== this.asked) return;
    this.status.textContent = "";
    if (!table || !columns) {
      this.complain([name && `${name} cannot be read:`, ...problems].filter(Boolean));
      return;
    }
    if (table.rows === null) {
      const named = { names: table.names, columns };
      provideTable(named.names, named.columns);
      this.pool.provide(table.id, named);
      if (!kept) this.status.textContent = "This browser keeps nothing: choose the file again after a reload.";
    }
    this.openText(false);
    this.found(table, name);
    this.#remark(table, (other) => void this.#read(text, name, other));
  }

  /** Looks for a table that an earlier page has kept; returns whether there is one. @param {string} id */
  async recall(id) {
    const kept = await keptTable(id);
    if (!kept || provideTable(kept.names, kept.columns) !== id) return false;
    this.pool.provide(id, kept);
    return true;
  }
}
