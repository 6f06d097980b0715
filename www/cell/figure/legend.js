/** A legend whose entries show and hide their curves. */

import { h } from "../../shell/tools/dom.js";

/** @typedef {import("../../pkg/page.js").LegendEntry} LegendEntry */

/**
 * @param {LegendEntry[]} entries @param {Set<string>} hidden @param {() => void} changed
 */
export function legend(entries, hidden, changed) {
  const list = h("div", { class: "legend", role: "group", "aria-label": "Curves" });
  for (const entry of entries) {
    const sample = h("i", { class: entry.mark || (entry.dashed ? "dashed" : entry.thick ? "thick" : "solid") });
    sample.style.setProperty("--light", entry.light);
    sample.style.setProperty("--dark", entry.dark);
    const button = h("button", { type: "button", title: "Show or hide" }, sample, entry.name);
    button.setAttribute("aria-pressed", String(!hidden.has(entry.name)));
    button.addEventListener("click", () => {
      if (!hidden.delete(entry.name)) hidden.add(entry.name);
      button.setAttribute("aria-pressed", String(!hidden.has(entry.name)));
      changed();
    });
    list.append(button);
  }
  return list;
}
