/** Printing: before the page goes to paper, every cell is built, and everything in it is loaded, computed and drawn. */

import { drawAll, freeFar } from "../../cell/figure/figure.js";
import { AtOnce } from "../../shell/at-once.js";
import { drawNow } from "../../shell/tools/batches.js";
import { h } from "../../shell/tools/dom.js";

/** @typedef {import("../../cell/cell.js").CellView} CellView */
/**
 * What is printed: `opened` waits for its text, `build` makes the cells that are yet to be made,
 * `buildNow` the same without waiting.
 * @typedef {{opened: () => Promise<void>, build: () => Promise<void>, buildNow: () => void, cells: () => CellView[], notes: HTMLElement | null}} Printed
 */

/** Milliseconds between two looks at how far the cells are. */
const LOOK = 100;
/** Milliseconds after which cells that get no further are printed as they are. */
const PATIENCE = 60_000;

export class Printing {
  /** @param {Printed} printed */
  constructor(printed) {
    this.printed = printed;
    /** @type {AbortController | null} while a print is prepared */
    this.preparing = null;
    addEventListener("afterprint", () => this.#over());
  }

  /** Prints, after everything is there; the page answers meanwhile and shows how far it is. */
  async print() {
    if (this.preparing) return;
    const preparing = new AbortController();
    this.preparing = preparing;
    // What comes onto the page takes the place of all notes.
    await this.printed.opened();
    const words = h("span", {}, "Preparing the print…");
    const bar = h("progress", { max: 1, value: 0, "aria-label": "Cells ready" });
    const cancel = h("button", { type: "button", onclick: () => preparing.abort() }, "Cancel");
    const note = h("p", { class: "message", role: "status" }, words, bar, cancel);
    this.printed.notes?.prepend(note);
    note.scrollIntoView({ block: "nearest" });
    try {
      await this.prepare((done, all) => {
        words.textContent = `Preparing the print: ${done} of ${all} cells`;
        bar.value = all === 0 ? 1 : done / all;
      }, preparing.signal);
    } finally {
      this.preparing = null;
      note.remove();
    }
    if (preparing.signal.aborted) this.#over();
    else print();
  }

  /**
   * Has the cells get what they need, in workers, while the page answers.
   * @param {(done: number, all: number) => void} report @param {AbortSignal} signal
   */
  async prepare(report, signal) {
    await this.printed.build();
    const cells = this.printed.cells();
    for (const cell of cells) cell.want(true);
    let before = -1;
    let since = performance.now();
    while (!signal.aborted) {
      const done = cells.filter((cell) => cell.complete).length;
      report(done, cells.length);
      if (done !== before) since = performance.now();
      before = done;
      if (done === cells.length || performance.now() - since > PATIENCE) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  /** Loads, computes and draws at once what is missing: the browser prints when this returns. */
  now() {
    this.printed.buildNow();
    const now = new AtOnce();
    for (const cell of this.printed.cells()) cell.completeNow(now);
    drawNow();
    drawAll();
    if (now.missing.size > 0) {
      const text = `Not all of this page could be loaded for the print: ${[...now.missing].join(" ")}`;
      document.querySelector("main")?.prepend(h("p", { class: "message on-paper", role: "alert" }, text));
    }
  }

  #over() {
    for (const cell of this.printed.cells()) cell.want(false);
    for (const note of document.querySelectorAll(".on-paper")) note.remove();
    freeFar();
  }
}

/** The keys with which browsers print take the same way as the menu. @param {Printing} printing */
export function listenForPrint(printing) {
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void printing.print();
  });
}
