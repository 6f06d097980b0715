/** What only the kind of a cell knows, by name: shown, taken and changed. Rust and the page pass it as JSON. */

import { changeSpec } from "../pkg/page.js";

/** @typedef {import("../pkg/page.js").Cell} Cell */

/**
 * The names of what the cells of a kind show, and what is shown under one of them. `All` is what Rust gives for the kind,
 * such as `{dials: DialView[]} | {answers: AnswerView[]}`.
 * @template All
 * @typedef {All extends unknown ? keyof All & string : never} Names
 */
/** @template All @template {string} Name @typedef {All extends Record<Name, infer Thing> ? Thing : never} Named */
/** `shown` for the cells of one kind. @template All @typedef {<Name extends Names<All>>(cell: Cell, what: Name, given?: unknown) => Named<All, Name>} Shows */

/** What a cell shows. @type {Shows<Record<string, any>>} */
export function shown(cell, what, given = null) {
  const text = cell.show(what, JSON.stringify(given));
  if (text === undefined) throw new Error(`this kind of cell does not show ${what}`);
  return JSON.parse(text)[what];
}

/** Gives a cell something, such as a report from a worker. @param {Cell} cell @param {string} what @param {unknown} [given] @returns {any} */
export const take = (cell, what, given = null) => JSON.parse(cell.take(what, JSON.stringify(given)));

/** The reading of a link with a change that its kind makes. @param {string} link @param {string} what @param {unknown} given */
export const changed = (link, what, given) => changeSpec(link, what, JSON.stringify(given));
