/** A notebook: loads its Markdown and puts text and cells on the page. */

import { readFence } from "./pkg/scinet.js";
import { CellView } from "./cell.js";
import { h } from "./dom.js";

/** @typedef {import("./protocol.js").Block} Block */
/** @typedef {import("./protocol.js").Problem} Problem */
/** @typedef {import("./protocol.js").Reading} Reading */

/**
 * A notebook's text at once, with a place for each cell; `build` fills the places one after another, so
 * that the page answers in between and its first figure does not wait for the last.
 * @param {Block[]} blocks @param {import("./pool.js").Pool} pool
 */
export function showNotebook(blocks, pool) {
  /** @type {(() => void)[]} */
  const waiting = [];
  const nodes = blocks.map((block) => {
    if (block.type === "html") {
      const part = h("div", { class: "text" });
      // Rust has escaped all raw HTML and dropped all script addresses.
      part.innerHTML = block.html;
      return part;
    }
    const place = h("section", { class: "cell waiting", id: block.name, "aria-busy": "true" });
    waiting.push(() => place.replaceWith(cell(block, pool)));
    return place;
  });
  const build = async () => {
    for (const fill of waiting) {
      fill();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { nodes, build };
}

/** @param {Extract<Block, {type: "cell"}>} block @param {import("./pool.js").Pool} pool */
function cell(block, pool) {
  const { spec, notices, problems } = /** @type {Reading} */ (readFence(block.kind, block.text));
  return spec ? new CellView(spec, block.name, pool, undefined, notices).element : complaint(`This ${block.kind} cell cannot be read`, problems);
}

/**
 * What is wrong with a link or a fence, and what is allowed.
 * @param {string} title @param {Problem[]} problems
 */
export function complaint(title, problems) {
  const list = problems.map((problem) => h("pre", { class: "problem" }, problem.text));
  return h("section", { class: "cell complaint", role: "alert" }, h("h3", {}, title), ...list);
}
