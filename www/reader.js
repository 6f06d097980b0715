/** A worker that reads one table from text, so that the page stays free, and its memory ends with it. */

import init, { readTable } from "./pkg/trainer.js";

/** @typedef {import("./protocol.js").TableReading} TableReading */

self.onmessage = async (/** @type {MessageEvent<{module: WebAssembly.Module, bytes: Uint8Array}>} */ { data }) => {
  try {
    await init({ module_or_path: data.module });
    const reading = /** @type {TableReading} */ (readTable(data.bytes));
    self.postMessage(reading, { transfer: reading.columns ? [reading.columns.buffer] : [] });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage(/** @type {TableReading} */ ({ table: null, problems: [`the text cannot be read (${message})`] }));
  }
};
