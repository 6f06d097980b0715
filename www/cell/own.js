/** What only the kind of a cell knows, by name: shown, taken and changed. Rust and the page pass it as JSON. */

import { changeSpec } from "../pkg/page.js";

/** @typedef {import("../pkg/page.js").Cell} Cell */

/** What a cell shows, or undefined. @param {Cell} cell @param {string} what @param {unknown} [given] @returns {any} */
export function shown(cell, what, given = null) {
  const text = cell.show(what, JSON.stringify(given));
  return text === undefined ? undefined : JSON.parse(text);
}

/** Gives a cell something, such as a report from a worker. @param {Cell} cell @param {string} what @param {unknown} [given] @returns {any} */
export const take = (cell, what, given = null) => JSON.parse(cell.take(what, JSON.stringify(given)));

/** The reading of a link with a change that its kind makes. @param {string} link @param {string} what @param {unknown} given */
export const changed = (link, what, given) => /** @type {import("../workers/protocol.js").Reading} */ (changeSpec(link, what, JSON.stringify(given)));
