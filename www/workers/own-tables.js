/** Reads a reader's tables in a worker, and finds tables again that this browser keeps under their ids. */

import { newWorker } from "./life.js";
import { trainer } from "./module.js";

/** @typedef {import("./protocol.js").NamedColumns} NamedColumns */
/** @typedef {import("./protocol.js").ReaderAnswer} ReaderAnswer */
/** @typedef {import("./protocol.js").ToReader} ToReader */
/** @typedef {import("../pkg/trainer.js").TableChoice} TableChoice */

const READER = new URL("../workers/reader.js", import.meta.url).href;

/** Asks a new worker; rejects with what went wrong. @param {ToReader} order @param {Transferable[]} [transfer] @returns {Promise<unknown>} */
function ask(order, transfer = []) {
  const worker = newWorker(READER);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`the text cannot be read (${event.message})`));
    };
    worker.postMessage(order, transfer);
  }).finally(() => worker.terminate());
}

/**
 * Reads a table from the bytes of a text, and keeps it beyond this page if it is large.
 * @param {Uint8Array<ArrayBuffer>} bytes they are transferred to the worker
 * @param {TableChoice} choice how what is doubtful is read
 */
export async function readTable(bytes, choice) {
  const module = await trainer();
  return /** @type {ReaderAnswer} */ (await ask({ type: "read", module, bytes, choice }, [bytes.buffer]));
}

/** The table of an id, if this browser has kept it. @param {string} id */
export async function keptTable(id) {
  return /** @type {NamedColumns | null} */ (await ask({ type: "recall", id }).catch(() => null));
}
