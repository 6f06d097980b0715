/** What is shipped with the page: the index of trained networks, loaded once, and their files, loaded when needed. */

import { isIndex } from "../workers/check.js";

/**
 * The index as `scinet checkpoints` writes it; Rust reads the rest of it.
 * @typedef {{name: string, link: string, run: string, epoch: number, fingerprint: string}} ShippedRun
 * @typedef {{checkpoints: ShippedRun[], quick: ShippedRun[], worlds?: ShippedRun[]}} Index
 */

const FOLDER = new URL("../checkpoints/", import.meta.url);

/** @type {Promise<{text: string, index: Index}> | undefined} */
let loading;

/** The index, as text for Rust and as an object. A page without checkpoints has an empty one. */
export function shippedIndex() {
  loading ??= fetch(new URL("index.json", FOLDER)).then(async (response) => {
    if (!response.ok) throw new Error(`The index of trained networks could not be loaded (${response.status}).`);
    const text = await response.text();
    /** @type {unknown} */
    const index = JSON.parse(text);
    if (!isIndex(index)) throw new Error("The index of trained networks has a shape that this page does not know.");
    return { text, index };
  });
  // A network that was down for a moment is asked again.
  loading.catch(() => (loading = undefined));
  return loading;
}

/**
 * The shipped network of a run at an epoch, if there is one.
 * @param {string} run link @param {number} epoch
 */
export async function shippedRun(run, epoch) {
  const { index } = await shippedIndex();
  return [...index.checkpoints, ...(index.worlds ?? [])].find((one) => one.run === run && one.epoch === epoch);
}

/** @type {Map<string, Promise<Uint8Array>>} files that were asked for: several cells may show one network */
const files = new Map();

/** The bytes of a shipped network's file. @param {ShippedRun} one */
export function shippedFile({ name }) {
  const known = files.get(name);
  if (known) return known;
  const file = fetch(new URL(`${name}.safetensors`, FOLDER)).then(async (response) => {
    if (!response.ok) throw new Error(`The trained network ${name} could not be loaded (${response.status}).`);
    return new Uint8Array(await response.arrayBuffer());
  });
  files.set(name, file);
  file.catch(() => files.delete(name));
  return file;
}
