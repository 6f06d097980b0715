/** Tables of the reader's own: read off the page's thread, kept in the browser under their ids. */

import { trainer } from "./trainer.js";

/** @typedef {import("./protocol.js").NamedColumns} NamedColumns */
/** @typedef {import("./protocol.js").TableReading} TableReading */

/** Most bytes of a file, as Rust has it too. */
export const MOST_BYTES = 200_000_000;

/**
 * Reads a table from the bytes of a text.
 * @param {Uint8Array<ArrayBuffer>} bytes they are handed over
 * @returns {Promise<TableReading>}
 */
export function readTable(bytes) {
  const worker = new Worker(new URL("./reader.js", import.meta.url), { type: "module" });
  return new Promise((/** @type {(reading: TableReading) => void} */ resolve) => {
    const reject = (/** @type {unknown} */ error) => resolve({ table: null, problems: [`the text cannot be read (${error})`] });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.message);
    };
    trainer().then((module) => worker.postMessage({ module, bytes }, [bytes.buffer]), reject);
  }).finally(() => worker.terminate());
}

const STORE = "tables";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function database() {
  const request = indexedDB.open("scinet-tables", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

/** Keeps a table beyond this page; says whether the browser allowed it. @param {string} id @param {NamedColumns} table */
export async function keepTable(id, table) {
  try {
    const base = await database();
    await done(base.transaction(STORE, "readwrite").objectStore(STORE).put(table, id));
    base.close();
    return true;
  } catch {
    return false;
  }
}

/** The table of an id, if it was kept. @param {string} id @returns {Promise<NamedColumns | undefined>} */
export async function keptTable(id) {
  try {
    const base = await database();
    const found = await done(base.transaction(STORE).objectStore(STORE).get(id));
    base.close();
    const whole = Array.isArray(found?.names) && found.columns instanceof Float64Array;
    return whole ? found : undefined;
  } catch {
    return undefined;
  }
}
