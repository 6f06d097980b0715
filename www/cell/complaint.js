/** The place of a cell whose link or fence cannot be read: the problems, each with what is allowed. */

import { h } from "../shell/tools/dom.js";

/** @typedef {import("../pkg/page.js").Complaint} Complaint */

/** @param {string} title @param {Complaint[]} problems */
export function complaint(title, problems) {
  const list = problems.map((problem) => h("pre", { class: "problem" }, problem.text));
  return h("section", { class: "cell complaint", role: "alert" }, h("h3", {}, title), ...list);
}
