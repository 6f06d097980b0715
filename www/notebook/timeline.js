/** What can be undone on the page: the changes of the notebook and of a linked cell, the latest first. */

import { h } from "../shell/tools/dom.js";

/** An owner of changes that can step through them. @typedef {{history: import("./history.js").History, step: (way: Way) => Promise<void>}} Owner */
/** @typedef {"undo" | "redo"} Way */

export class Timeline {
  constructor() {
    /** @type {Owner[]} */
    this.owners = [];
    this.stepping = Promise.resolve();
  }

  /** @param {Owner} owner */
  add(owner) {
    this.owners.push(owner);
  }

  /** @param {Owner} owner */
  remove(owner) {
    this.owners = this.owners.filter((other) => other !== owner);
  }

  /** Whose step is the next one, back or forward. @param {Way} way */
  next(way) {
    const time = (/** @type {Owner} */ { history }) => (way === "undo" ? history.past : history.future).at(-1)?.time;
    const able = this.owners.flatMap((owner) => {
      const at = time(owner);
      return at === undefined ? [] : [{ owner, at }];
    });
    // The latest change is undone first; the earliest of those that were undone is repeated first.
    const sign = way === "undo" ? -1 : 1;
    return able.toSorted((a, b) => sign * (a.at - b.at)).at(0)?.owner;
  }

  /** One step; those that are asked for in quick succession follow each other. @param {Way} way */
  step(way) {
    this.stepping = this.stepping.then(() => this.next(way)?.step(way)).catch(() => {});
    return this.stepping;
  }
}

/** Steps by the keyboard, except where text is typed: there they belong to the text. @param {Timeline} timeline */
export function listenForSteps(timeline) {
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input:not([type=range], [type=checkbox]), textarea");
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    void timeline.step(event.shiftKey || key === "y" ? "redo" : "undo");
  });
}

/** The buttons of a timeline; `update` shows which of them lead anywhere. @param {Timeline} timeline */
export function stepButtons(timeline) {
  const button = (/** @type {Way} */ way, /** @type {string} */ label, /** @type {string} */ title) =>
    h("button", { type: "button", title, disabled: true, onclick: () => void timeline.step(way) }, label);
  const undo = button("undo", "Undo", "Take back the last change of the notebook or of a cell, a Reset included (Ctrl+Z)");
  const redo = button("redo", "Redo", "Repeat the change that was taken back (Ctrl+Shift+Z)");
  const update = () => {
    undo.disabled = !timeline.next("undo");
    redo.disabled = !timeline.next("redo");
  };
  return { element: h("span", { class: "steps" }, undo, redo), update };
}
