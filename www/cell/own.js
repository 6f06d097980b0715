/** What only the kind of a cell knows, by name: shown, taken and changed. The arguments are plain objects. */

import { changeSpec } from "../pkg/page.js";

/** @typedef {import("../pkg/page.js").Cell} Cell */

const json = (/** @type {unknown} */ value) => (value === undefined ? undefined : JSON.stringify(value));

/** What a cell shows, or undefined. @param {Cell} cell @param {string} what @param {unknown} [given] @returns {any} */
export const shown = (cell, what, given) => cell.show(what, json(given));

/** Gives a cell something, such as a report from a worker. @param {Cell} cell @param {string} what @param {unknown} [given] @returns {any} */
export const take = (cell, what, given) => cell.take(what, json(given));

/** The reading of a link with a change that its kind makes. @param {string} link @param {string} what @param {unknown} given */
export const changed = (link, what, given) => /** @type {import("../workers/protocol.js").Reading} */ (changeSpec(link, what, JSON.stringify(given)));
