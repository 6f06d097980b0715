/** Text: a notebook's Markdown as blocks, and the notebooks that are shipped. */

import { joined, sourceOf } from "./document.js";

/** @typedef {import("./protocol.js").Block} Block */

/** @type {Promise<typeof import("./pkg/text.js")> | undefined} */
let loading;

/** The renderer is a module of its own: whoever only reads does not load it. */
async function load() {
  const text = await import("./pkg/text.js");
  await text.default();
  return text;
}

/** A notebook's Markdown as HTML and cells. @param {string} markdown @returns {Promise<Block[]>} */
export async function renderNotebook(markdown) {
  loading ??= load();
  // What failed to load, for want of a network, is tried again.
  loading.catch(() => (loading = undefined));
  return JSON.parse((await loading).render(markdown));
}

/**
 * A notebook of the folder notebooks/, with its blocks, which were rendered when the page was built.
 * @param {string} name without its ending @returns {Promise<{source: string, blocks: Block[]}>}
 */
export async function shippedNotebook(name) {
  const response = await fetch(new URL(`pkg/notebooks/${name}.json`, import.meta.url));
  if (!response.ok) throw new Error(`The notebook ${name} could not be loaded (${response.status}).`);
  /** @type {Block[]} */
  const blocks = await response.json();
  return { source: joined(blocks.map(sourceOf)), blocks };
}
