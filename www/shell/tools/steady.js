/** Buttons that keep their width when their label changes, so that nothing slides under the pointer. */

import { h } from "./dom.js";

/**
 * A button as wide as the widest of its labels; it shows the first one.
 * @param {string[]} labels @param {string} title @param {() => void} [action]
 */
export function steadyButton(labels, title, action) {
  const button = h("button", { type: "button", class: "steady", title, "data-labels": labels.join("\n") }, labels[0]);
  if (action) button.addEventListener("click", action);
  return button;
}

/** Has a button say something else for a moment. @param {HTMLButtonElement} button @param {string} word */
export function sayBriefly(button, word) {
  const label = button.dataset.labels?.split("\n", 1)[0] ?? "";
  button.textContent = word;
  setTimeout(() => (button.textContent = label), 2500);
}
