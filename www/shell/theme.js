/** Light or dark: the system's choice until the reader makes one. */

import { h } from "./tools/dom.js";

const KEY = "scinet-theme";
const CHOICES = /** @type {const} */ (["auto", "light", "dark"]);
const system = matchMedia("(prefers-color-scheme: dark)");
/** Paper is always light; figures are drawn for it before the medium changes. */
const paper = matchMedia("print");
let printing = false;

/** @type {Set<() => void>} */
const listeners = new Set();

/** Storage is refused in some frames; then the choice lasts as long as the page. */
function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

let choice = CHOICES.find((one) => one === stored()) ?? "auto";

export function isDark() {
  return !printing && !paper.matches && (choice === "dark" || (choice === "auto" && system.matches));
}

/**
 * Calls `listener` after every change, until the returned function is called.
 * @param {() => void} listener
 */
export function onTheme(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  for (const listener of listeners) listener();
}

/** Takes the colours that an embedding page asks for; the reader's own choice is not touched. @param {"auto" | "light" | "dark"} theme */
export function setTheme(theme) {
  choice = theme;
  apply();
}

/** The control for the page's head. */
export function themeControl() {
  const select = h("select", { "aria-label": "Colours" });
  for (const one of CHOICES) {
    const label = { auto: "as the system", light: "light", dark: "dark" }[one];
    select.append(h("option", { value: one, selected: one === choice }, label));
  }
  select.addEventListener("change", () => {
    choice = CHOICES.find((one) => one === select.value) ?? "auto";
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Kept for this visit only.
    }
    apply();
  });
  return h("label", { class: "theme" }, "Colours ", select);
}

system.addEventListener("change", apply);
paper.addEventListener("change", apply);
addEventListener("beforeprint", () => {
  printing = true;
  apply();
});
addEventListener("afterprint", () => {
  printing = false;
  apply();
});
apply();
