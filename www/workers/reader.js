/** A worker that reads one table, from text or from what this browser keeps, so that the page stays free; its memory ends with it. */

import init, { readTable } from "../pkg/trainer.js";
import { answer, opener } from "../storage/database.js";

/** @typedef {import("./protocol.js").NamedColumns} NamedColumns */
/** @typedef {import("./protocol.js").ReaderAnswer} ReaderAnswer */
/** @typedef {import("./protocol.js").ToReader} ToReader */

const STORE = "tables";

const database = opener("scinet-tables", 1, (made) => void made.createObjectStore(STORE));

/** Keeps a table beyond this page; returns whether the browser allowed it. @param {string} id @param {NamedColumns} table */
async function keep(id, table) {
  try {
    const writing = (await database()).transaction(STORE, "readwrite");
    writing.objectStore(STORE).put(table, id);
    // Not when it is put: this worker ends with its answer, and what is not committed then is lost.
    await new Promise((resolve, reject) => {
      writing.oncomplete = resolve;
      writing.onabort = () => reject(writing.error);
    });
    return true;
  } catch {
    return false;
  }
}

/** The table of an id, if it was kept. @param {string} id @returns {Promise<NamedColumns | null>} */
async function kept(id) {
  try {
    const found = await answer((await database()).transaction(STORE).objectStore(STORE).get(id));
    const whole = Array.isArray(found?.names) && found.columns instanceof Float64Array;
    return whole ? found : null;
  } catch {
    return null;
  }
}

/** @param {WebAssembly.Module} module @param {Uint8Array} bytes @param {import("../pkg/trainer.js").TableChoice} choice @returns {Promise<ReaderAnswer>} */
async function read(module, bytes, choice) {
  await init({ module_or_path: module });
  /** @type {ReaderAnswer} */
  const reading = readTable(bytes, JSON.stringify(choice));
  const { table, columns } = reading;
  // A small table travels in its cell's link.
  if (table?.rows === null && columns) reading.kept = await keep(table.id, { names: table.names, columns });
  return reading;
}

self.onmessage = async (/** @type {MessageEvent<ToReader>} */ { data }) => {
  try {
    const answer = data.type === "read" ? await read(data.module, data.bytes, data.choice) : await kept(data.id);
    self.postMessage(answer, { transfer: answer?.columns ? [answer.columns.buffer] : [] });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage(/** @type {ReaderAnswer} */ ({ table: null, problems: [`the text cannot be read (${message})`] }));
  }
};
