/** A formula, typeset below its field as it is understood while it is written. */

import { typeset } from "../notebook/text.js";
import { h } from "../shell/tools/dom.js";

/** Milliseconds without a key after which a formula is typeset. */
const PAUSE = 150;

/**
 * The place below a field. `follow` typesets the text of the field anew, if anything is shown yet.
 * @param {HTMLInputElement | HTMLSelectElement} input
 */
export function echoOf(input) {
  const label = "The formula as it is understood";
  const element = h("output", { class: "echo", for: input.id, "aria-label": label, hidden: true });
  let last = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const show = async () => {
    const text = input.value;
    if (text === last) return;
    last = text;
    // Without the module, for want of a network, nothing is shown.
    const html = await typeset(text).catch(() => null);
    if (input.value !== text) return;
    element.innerHTML = html ?? "";
    element.hidden = html === null;
  };
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(show, PAUSE);
  };
  input.addEventListener("focus", later);
  input.addEventListener("input", later);
  return { element, follow: () => last && later() };
}
