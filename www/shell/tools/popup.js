/** A button that opens a panel of further actions below it. */

import { h } from "./dom.js";

/**
 * A button that opens a panel below it; Escape, a press elsewhere and every choice close it.
 * @param {string} label @param {() => Node[]} fill makes the panel's content each time it opens
 */
export function popup(label, fill) {
  const place = h("div", { class: "panel-menu" });
  const details = h("details", { class: "menu" }, h("summary", {}, label), place);
  const close = () => (details.open = false);
  const elsewhere = (/** @type {PointerEvent} */ event) => {
    if (event.target instanceof Node && !details.contains(event.target)) close();
  };
  details.addEventListener("toggle", () => {
    removeEventListener("pointerdown", elsewhere);
    if (!details.open) return;
    place.replaceChildren(...fill());
    addEventListener("pointerdown", elsewhere);
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    details.querySelector("summary")?.focus();
  });
  place.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a, button")) close();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) close();
  });
  return details;
}
