/** Text: a notebook's Markdown as blocks, and the notebooks that are shipped. */

import { renderNotebook as render } from "./pkg/scinet.js";

/** @typedef {import("./protocol.js").Block} Block */

/** A notebook's Markdown as HTML and cells. @param {string} markdown @returns {Promise<Block[]>} */
export async function renderNotebook(markdown) {
  return /** @type {Block[]} */ (render(markdown));
}

/**
 * A notebook of the folder notebooks/, with its blocks.
 * @param {string} name without its ending @returns {Promise<{source: string, blocks: Block[]}>}
 */
export async function shippedNotebook(name) {
  const response = await fetch(new URL(`notebooks/${name}.md`, import.meta.url));
  if (!response.ok) throw new Error(`The notebook ${name} could not be loaded (${response.status}).`);
  const source = await response.text();
  return { source, blocks: await renderNotebook(source) };
}
