/** The place of a cell whose link or fence cannot be read: the problems, each with what is allowed. */

import { h } from "../shell/tools/dom.js";

/** @typedef {import("../pkg/page.js").Complaint} Complaint */

/** What is said above a cell that lacks parts of its link. */
export const LACKS = "This cell has the other keys of the link. Those above have their defaults here, so it is not the cell that was sent.";

/** @param {string} title @param {Complaint[]} problems */
export function complaint(title, problems) {
  const list = problems.map((problem) => h("pre", { class: "problem" }, problem.text));
  return h("section", { class: "cell complaint", role: "alert" }, h("h3", {}, title), ...list);
}
