/** The cell of a link, above the notebook or alone in a frame: its changes, the steps back through them, and what is kept of these. */

import { readLink } from "../pkg/page.js";
import { CellView } from "../cell/cell.js";
import { bringBack } from "../storage/aside.js";
import { dropHistory, loadHistory, saveHistory } from "../storage/store.js";
import { History } from "./history.js";

/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */

/** Milliseconds after the last change when the steps are kept: dragging a figure changes its cell with every pixel. */
const REST = 300;

/** The name under which the steps that led to a cell are kept. @param {string} link */
const nameOf = (link) => `cell ${link}`;

export class LinkedCell {
  /**
   * @param {SpecForms} spec @param {import("../workers/pool.js").Pool} pool @param {string[]} notices
   * @param {(cell: LinkedCell) => void} changed is called after every change of the spec and after every step
   */
  constructor(spec, pool, notices, changed) {
    this.changed = changed;
    this.history = new History(spec.link);
    /** The link under which the steps are kept. */
    this.kept = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pending = undefined;
    /** Whether a step is taken: changes of the spec then do not come from the reader. */
    this.stepping = false;
    this.view = new CellView(
      spec,
      "",
      pool,
      {
        changed: ({ link }, { key }) => {
          if (!this.stepping) this.history.change(link, key);
          this.#soon();
        },
        reset: (reset) => {
          this.history.reset(reset);
          // What was set aside is found again by this step alone: it does not wait.
          void this.#keep();
          this.changed(this);
        },
      },
      notices,
    );
    void this.#recall();
  }

  /** Finds the steps that led here before the page was loaded. */
  async #recall() {
    const { source } = this.history;
    const kept = await loadHistory(nameOf(source)).catch(() => undefined);
    const history = History.from(kept?.history);
    // The reader may have been faster.
    if (history?.source !== source || this.history.source !== source || this.history.past.length > 0) return;
    this.history = history;
    this.kept = source;
    this.changed(this);
  }

  #soon() {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.#keep(), REST);
    this.changed(this);
  }

  /** Keeps the steps under the link of the present cell. */
  async #keep() {
    const { source } = this.history;
    const before = this.kept;
    this.kept = source;
    try {
      await saveHistory({ name: nameOf(source), base: null, history: this.history.stored() });
      if (before !== "" && before !== source) await dropHistory(nameOf(before));
    } catch {
      // Without storage the steps last as long as the page.
    }
  }

  /** @param {"undo" | "redo"} way */
  async step(way) {
    const step = this.history[way]();
    if (!step) return;
    if (step.reset) {
      const { id } = step.reset;
      if (way === "redo") this.view.reset(id);
      else {
        await bringBack(id);
        this.view.unreset(id);
      }
    } else {
      const { spec } = readLink(this.history.source);
      this.stepping = true;
      if (spec) this.view.become(spec);
      this.stepping = false;
    }
    this.#soon();
  }

  close() {
    if (this.pending !== undefined) {
      clearTimeout(this.pending);
      void this.#keep();
    }
    this.view.close();
  }
}
