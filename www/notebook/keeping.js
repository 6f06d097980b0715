/** Keeps the notebook that is open: after a rest, before another one is shown, and in the last moment of the page. */

import { leaveWords, takeWords } from "../storage/last-words.js";
import { dropNotebook, loadHistory, loadNotebook, saveHistory, saveNotebook } from "../storage/store.js";
import { History } from "./history.js";
import { addressOfFile, keyOfFile, notebookAddress, slug, unstored } from "./opening.js";

/** Milliseconds after the last edit when it is kept. */
const REST = 800;
/** Milliseconds that storing edits may hold up another notebook. */
const PATIENCE = 2000;

export class Keeping {
  /** @param {import("./book.js").Book} book */
  constructor(book) {
    this.book = book;
    this.key = "";
    this.fileName = "notebook.md";
    /** @type {string | null} the shipped Markdown, if the notebook is shipped */
    this.shipped = null;
    /** When the edits that are kept were made, as far as this tab knows. */
    this.kept = 0;
    /** Whether another tab has changed the notebook too: nothing more is kept here until the reader has decided. */
    this.crossed = false;
    this.saving = Promise.resolve();
    /** Whether there are edits that are not stored yet. */
    this.edited = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pending = undefined;
    addEventListener("visibilitychange", () => document.hidden && this.#leave());
    addEventListener("pagehide", () => this.#leave());
  }

  /**
   * Another notebook is shown.
   * @param {{key: string, fileName: string, shipped: string | null, edited: number | null}} opened
   */
  take({ key, fileName, shipped, edited }) {
    Object.assign(this, { key, fileName, shipped, kept: edited ?? 0, crossed: false, edited: false });
  }

  /** Before another notebook is shown: edits that cannot be stored stay with the page. */
  async setAside() {
    if (unstored.has(this.fileName)) unstored.set(this.fileName, this.book.editor.source());
    this.flush();
    // A storage that hangs must not stop the page.
    await Promise.race([this.saving, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  }

  /** The steps that led to this notebook before the page was loaded, if they are kept. */
  async steps() {
    const { key, shipped } = this;
    const kept = key === "" ? undefined : await loadHistory(key).catch(() => undefined);
    const found = History.from(kept?.history);
    // Steps through another version of a shipped notebook lead to texts that no longer exist.
    return found && (kept?.base ?? null) === shipped ? found : null;
  }

  /** Keeps the steps, as far as this browser allows. */
  async keepSteps() {
    if (this.key === "" || this.crossed) return;
    await saveHistory({ name: this.key, base: this.shipped, history: this.book.history.stored() }).catch(() => {});
  }

  /** Keeps the edits after a rest. */
  soon() {
    this.edited = true;
    clearTimeout(this.pending);
    this.pending = setTimeout(() => this.flush(), REST);
  }

  /** The page may end at any moment: edits that are not kept yet are written where that takes no time. */
  #leave() {
    const source = this.book.editor.source();
    if (!this.edited && source === this.book.history.source) return;
    if (this.key === "" || this.crossed) {
      this.flush();
      return;
    }
    // Storing them here would take time, and WebKit may lock the store for ever if the page ends in the middle of it.
    const history = History.from(this.book.history.stored());
    history?.change(source);
    leaveWords(this.key, { text: source, kept: this.kept, steps: history ? { base: this.shipped, history: history.stored() } : undefined });
  }

  /** Keeps the edits now. */
  flush() {
    if (this.pending === undefined) return;
    clearTimeout(this.pending);
    this.pending = undefined;
    this.saving = this.saving.then(() => this.#keep()).catch((error) => this.book.say(`Your edits could not be kept: ${messageOf(error)}. Save the notebook as a file.`));
  }

  async #keep() {
    if (this.crossed) return;
    const { book } = this;
    if (this.key === "") {
      // A notebook that came in a link becomes the reader's own with the first edit.
      this.fileName = await freeName(this.fileName, book.history.source);
      this.key = keyOfFile(this.fileName);
      history.replaceState(null, "", addressOfFile(this.fileName));
      book.address = notebookAddress();
    }
    const other = await loadNotebook(this.key);
    if (other && other.time > this.kept && other.text !== book.history.source) {
      this.crossed = true;
      book.say("This notebook was changed in another tab. Yours here is not kept until you choose:", ["Show the other", () => void book.open().then(() => book.settle())], [
        "Keep this one",
        () => {
          Object.assign(this, { crossed: false, kept: other.time });
          book.notes.replaceChildren();
          this.soon();
        },
      ]);
      return;
    }
    takeWords(this.key);
    if (book.history.source !== this.shipped) {
      this.kept = await saveNotebook(this.key, book.history.source);
    } else {
      await dropNotebook(this.key);
      this.kept = 0;
    }
    await this.keepSteps();
    // More may have been written in the meantime.
    this.edited = this.pending !== undefined;
  }
}

/** A file name under which nothing else is kept. @param {string} wanted @param {string} source */
export async function freeName(wanted, source) {
  const stem = wanted.replace(/\.(md|markdown|txt)$/i, "").slice(0, 80) || slug(source);
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${stem}.md` : `${stem}-${n}.md`;
    const there = await loadNotebook(keyOfFile(name));
    if (!there || there.text === source) return name;
  }
}

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));
