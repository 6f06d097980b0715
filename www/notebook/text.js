/** Text: a notebook's Markdown as blocks, the notebooks that are shipped, and QR codes. */

import { textNow } from "../shell/at-once.js";
import { newWorker } from "../workers/life.js";
import { joined, sourceOf } from "./document.js";

/** @typedef {import("../workers/protocol.js").Block} Block */

/** @type {Promise<typeof import("../pkg/text.js")> | undefined} */
let loading;

/** A module of its own renders: a reader who only reads does not load it. */
function renderer() {
  loading ??= import("../pkg/text.js").then(async (text) => {
    await text.default();
    return text;
  });
  // What failed to load, for want of a network, is tried again.
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Most characters that are rendered on the page's thread: they take some milliseconds at most. */
const SHORT = 8192;
const RENDERER = new URL("../workers/renderer.js", import.meta.url).href;

/** A notebook's Markdown as HTML and cells. @param {string} markdown @returns {Promise<Block[]>} */
export async function renderNotebook(markdown) {
  // Where no worker starts, the page does it.
  const blocks = markdown.length > SHORT ? await elsewhere(markdown).catch(() => null) : null;
  return blocks ?? JSON.parse((await renderer()).render(markdown));
}

/** The same in a worker of its own. @param {string} markdown @returns {Promise<Block[]>} */
function elsewhere(markdown) {
  const worker = newWorker(RENDERER);
  return new Promise((/** @type {(blocks: Block[]) => void} */ resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(markdown);
  }).finally(() => worker.terminate());
}

/** A formula as MathML, as it is understood; null for one that has an error or is drawn. @param {string} formula */
export async function typeset(formula) {
  return (await renderer()).typeset(formula) ?? null;
}

/** The modules of a text's QR code, row by row, 1 for black. @param {string} text */
export async function qrCode(text) {
  return (await renderer()).qr(text);
}

/**
 * A notebook of the folder notebooks/, with its blocks, which were rendered when the page was built.
 * @param {string} name without its ending @returns {Promise<{source: string, blocks: Block[]}>}
 */
export async function shippedNotebook(name) {
  const response = await fetch(new URL(`../pkg/notebooks/${name}.json`, import.meta.url));
  if (!response.ok) throw new Error(`The notebook ${name} could not be loaded (${response.status}).`);
  return notebookOf(await response.json());
}

/** The same without waiting, for paper. @param {string} name */
export const shippedNotebookNow = (name) => notebookOf(JSON.parse(textNow(`./pkg/notebooks/${name}.json`)));

/** @param {Block[]} blocks */
const notebookOf = (blocks) => ({ source: joined(blocks.map(sourceOf)), blocks });
