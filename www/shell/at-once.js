/** Loads files and the module that trains at once, while the page stands still: a print cannot wait. */

import { claims, fitBaseline, initSync, report as measure } from "../pkg/trainer.js";
import { isIndex } from "../workers/check.js";

/** @typedef {import("../storage/shipped.js").Index} Index */
/** @typedef {import("../storage/shipped.js").ShippedRun} ShippedRun */

/** All files of the page stand in this folder. */
const ROOT = new URL("../", import.meta.url);

/** The bytes of one of the page's own files. @param {string} path in that folder */
export function bytesNow(path) {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(path, ROOT), false);
  // A page that waits may ask for text alone: in this one each byte is a character, some of them moved up.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${path} could not be loaded (${request.status}).`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff);
}

/** @param {string} path */
export const textNow = (path) => new TextDecoder().decode(bytesNow(path));

let started = false;

/** The module that trains, on the page's own thread. */
function trainer() {
  if (!started) initSync({ module: bytesNow("./pkg/trainer_bg.wasm") });
  started = true;
  return { claims, fitBaseline, measure };
}

/** Everything that cells ask for, each loaded once, and what could not be loaded. */
export class AtOnce {
  constructor() {
    /** @type {Map<string, unknown>} */
    this.known = new Map();
    /** @type {Set<string>} */
    this.missing = new Set();
  }

  /** The outcome of a task, or `null` where it fails. @template T @param {string} name @param {() => T} task @returns {T | null} */
  #once(name, task) {
    if (!this.known.has(name)) this.known.set(name, this.attempt(task));
    return /** @type {T | null} */ (this.known.get(name));
  }

  /** Does what may fail; remembers why. @template T @param {() => T} task @returns {T | null} */
  attempt(task) {
    try {
      return task();
    } catch (error) {
      this.missing.add(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /** The index of what is shipped, as its text. */
  get indexText() {
    return this.#once("index", () => textNow("./checkpoints/index.json"));
  }

  /** The shipped network of a run at an epoch, with the bytes of its file. @param {string} run @param {number} epoch */
  shipped(run, epoch) {
    const text = this.indexText;
    const index = text === null ? null : this.#once("parsed", () => /** @type {unknown} */ (JSON.parse(text)));
    if (!isIndex(index)) return null;
    const { checkpoints, worlds = [] } = /** @type {Index} */ (index);
    const one = [...checkpoints, ...worlds].find((one) => one.run === run && one.epoch === epoch);
    if (!one) return null;
    const file = this.#once(one.name, () => bytesNow(`./checkpoints/${one.name}.safetensors`));
    return file && { one, file };
  }

  /** The classical fits of a link, which several cells may have. @param {string} link */
  fit(link) {
    const { trainer } = this;
    return trainer && this.#once(link, () => trainer.fitBaseline(link));
  }

  /** The module that trains. */
  get trainer() {
    return this.#once("trainer", trainer);
  }
}
