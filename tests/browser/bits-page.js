/** In any browser: trains every pinned run with 1, 2 and 8 workers, paused, moved and resumed, and compares its bits. */

import init from "../../www/pkg/page.js";
import { Pool } from "../../www/workers/pool.js";

/** @typedef {{link: string, epochs: number, bits: string}} Pin */
/** @typedef {import("../../www/workers/protocol.js").News} News */

/** FNV-1a over the bytes of an array, as tests/pinned.rs has it. @param {Float32Array} parameters */
function hash(parameters) {
  const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  // In two halves: 64 bits fit no number, and a BigInt for each byte is slow.
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/** A run in a pool, whose news can be waited for. */
class Watched {
  /** @param {Pool} pool @param {string} link @param {Uint8Array | null} checkpoint */
  constructor(pool, link, checkpoint) {
    this.pool = pool;
    /** @type {((message: News) => void)[]} */
    this.waiting = [];
    this.id = pool.open(link, (message) => this.waiting.splice(0).forEach((hear) => hear(message)), { checkpoint });
  }

  /** The next news for which `wanted` is true. @template {News} T @param {(message: News) => message is T} wanted @returns {Promise<T>} */
  async next(wanted) {
    for (;;) {
      const message = await new Promise((/** @type {(message: News) => void} */ resolve) => this.waiting.push(resolve));
      if (message.type === "failed") throw new Error(message.message);
      if (wanted(message)) return message;
    }
  }
}

const isProgress = (/** @type {News} */ message) => message.type === "progress";
const isSaved = (/** @type {News} */ message) => message.type === "saved";

/**
 * Half of a run with `first` workers, paused and continued, then moved to `second` workers.
 * @param {Pin} pin @param {number} first @param {number} second
 */
async function trained(pin, first, second) {
  const pools = [new Pool(first), new Pool(second)];
  const middle = Math.floor(pin.epochs / 2);
  const half = new Watched(pools[0], pin.link, null);
  pools[0].go(half.id, middle);
  pools[0].pause(half.id);
  const paused = await half.next(isProgress);
  let { checkpoint } = await half.next(isSaved);
  if (paused.epoch < middle) {
    pools[0].go(half.id, middle);
    ({ checkpoint } = await half.next(isSaved));
  }
  pools[0].drop(half.id);
  const rest = new Watched(pools[1], pin.link, checkpoint);
  pools[1].go(rest.id, pin.epochs);
  let news = await rest.next(isProgress);
  while (news.epoch < pin.epochs) news = await rest.next(isProgress);
  pools.forEach((pool) => pool.close());
  return hash(news.parameters);
}

async function main() {
  /** @type {Pin[]} */
  const pins = await (await fetch("../pins.json")).json();
  await init();
  const moved = [];
  for (const pin of pins) {
    for (const [first, second] of [[1, 2], [2, 8], [8, 1]]) {
      const found = await trained(pin, first, second);
      if (found !== pin.bits) moved.push(`${pin.link}, ${first} then ${second} workers: pinned ${pin.bits}, found ${found}`);
    }
  }
  return moved.length > 0 ? moved.join("\n") : `same bits in ${pins.length} runs`;
}

const result = /** @type {HTMLElement} */ (document.getElementById("result"));
main().then(
  (text) => (result.textContent = text),
  (error) => (result.textContent = `failed: ${error}`),
);
