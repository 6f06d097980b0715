/** Checks whether messages have the shapes of protocol.js, once, before they are used. */

/** @typedef {(value: unknown) => boolean} Test */
/** @typedef {Record<string, Test>} Shape */

const text = (/** @type {unknown} */ value) => typeof value === "string";
const texts = (/** @type {unknown} */ value) => Array.isArray(value) && value.every(text);
const count = (/** @type {unknown} */ value) => Number.isSafeInteger(value) && Number(value) >= 0;
const rate = (/** @type {unknown} */ value) => Number.isFinite(value) && Number(value) >= 0;
const bytes = (/** @type {unknown} */ value) => value instanceof Uint8Array;
const floats = (/** @type {unknown} */ value) => value instanceof Float32Array;
const doubles = (/** @type {unknown} */ value) => value instanceof Float64Array;
const blob = (/** @type {unknown} */ value) => value instanceof Blob;
const module = (/** @type {unknown} */ value) => value instanceof WebAssembly.Module;
const ports = (/** @type {unknown} */ value) => Array.isArray(value) && value.every((one) => one instanceof MessagePort);
/** @param {...string} words @returns {Test} */
const oneOf = (...words) => (value) => words.some((word) => word === value);
/** @param {Test} test @returns {Test} */
const orNull = (test) => (value) => value === null || test(value);

/** Messages from a worker. @type {Record<string, Shape>} */
const NEWS = {
  progress: {
    run: count,
    epoch: count,
    status: oneOf("unfinished", "done", "diverged"),
    from: count,
    parameters: floats,
    losses: floats,
    epochsPerSecond: rate,
  },
  saved: { run: count, epoch: count, checkpoint: bytes },
  fitted: { run: count, numbers: doubles },
  reported: { run: count, report: text },
  failed: { run: count, message: text },
  locked: {},
  crashed: { message: text },
};

const MEASURING = { run: count, link: text, parameters: floats, samples: count, text };

/** Messages to a worker. @type {Record<string, Shape>} */
const ORDERS = {
  start: { module, lock: text },
  open: { run: count, link: text, checkpoint: orNull(bytes), rank: count, replicas: count, ports },
  go: { run: count, until: count },
  pause: { run: count },
  step: { run: count },
  save: { run: count },
  drop: { run: count },
  fit: { run: count, link: text },
  report: MEASURING,
  outcome: MEASURING,
  claims: MEASURING,
  recheck: MEASURING,
  table: { names: texts, numbers: blob },
};

/** A trained network of the index; its name is a part of an address. @type {Shape} */
const SHIPPED = {
  name: (value) => typeof value === "string" && /^[a-z][a-z0-9_]*$/.test(value),
  link: text,
  run: text,
  epoch: count,
  fingerprint: text,
};

/** @param {Shape} shape @param {unknown} value */
function fits(shape, value) {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(shape).every(([key, test]) => test(Reflect.get(value, key)));
}

/** @param {Record<string, Shape>} shapes by the word in `type` @param {unknown} message */
function isOneOf(shapes, message) {
  if (typeof message !== "object" || message === null) return false;
  const type = Reflect.get(message, "type");
  return typeof type === "string" && Object.hasOwn(shapes, type) && fits(shapes[type], message);
}

/** @param {unknown} message @returns {message is import("./protocol.js").FromWorker} */
export const isNews = (message) => isOneOf(NEWS, message);

/** @param {unknown} message @returns {message is import("./protocol.js").ToWorker} */
export const isOrder = (message) => isOneOf(ORDERS, message);

/** Gradients that one replica sends another. @param {unknown} sum @returns {sum is Float32Array<ArrayBuffer>} */
export const isSum = (sum) => floats(sum);

/** @param {unknown} index @returns {index is import("../storage/shipped.js").Index} */
export function isIndex(index) {
  const list = (/** @type {unknown} */ value) => Array.isArray(value) && value.every((one) => fits(SHIPPED, one));
  const orNone = (/** @type {unknown} */ value) => value === undefined || list(value);
  return fits({ checkpoints: list, quick: list, worlds: orNone }, index);
}

/** @type {Set<string>} */
const told = new Set();

/** Reports once that a message of a wrong shape was ignored. @param {string} what */
export function ignored(what) {
  if (told.has(what)) return;
  told.add(what);
  console.warn(`${what} of an unknown shape was ignored.`);
}
