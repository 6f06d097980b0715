/** The steps back and forward through the changes of one text: a notebook's Markdown, or the link of a cell. */

/**
 * One change: at `at` the text `before` became `after`. A *Reset* changes no text: `reset` names the networks that it
 * set aside. `key` names what was changed, and `time` when.
 * @typedef {{at: number, before: string, after: string, key: string, time: number, reset: Reset | null}} Step
 * The networks that a Reset has set aside under `id`, and the links of their runs, joined.
 * @typedef {{id: string, runs: string}} Reset
 * A history as it is stored.
 * @typedef {{source: string, past: Step[], future: Step[]}} Stored
 */

/** Steps back that are kept, and the most characters that all of them may have in storage. */
const MOST_STEPS = 200;
const MOST_STORED = 1 << 20;
/** Milliseconds within which further changes of the same thing belong to one step. */
const TOGETHER = 1000;

export class History {
  /** @param {string} source the current text */
  constructor(source) {
    this.source = source;
    /** @type {Step[]} the latest last */
    this.past = [];
    /** @type {Step[]} the next to come last */
    this.future = [];
  }

  /** A history as it was stored; `null` unless it is one. @param {unknown} stored */
  static from(stored) {
    const { source, past, future } = /** @type {Partial<Stored>} */ (stored ?? {});
    if (typeof source !== "string" || !areSteps(past) || !areSteps(future) || !leadsBack(source, past)) return null;
    const history = new History(source);
    history.past = past;
    history.future = future;
    return history;
  }

  /** The history to store, without the oldest steps where these are too long. @returns {Stored} */
  stored() {
    let room = MOST_STORED;
    const fits = (/** @type {Step} */ step) => (room -= step.before.length + step.after.length) >= 0;
    const keep = (/** @type {Step[]} */ steps) => steps.slice(steps.findLastIndex((step) => !fits(step)) + 1);
    return { source: this.source, past: keep(this.past), future: keep(this.future) };
  }

  /**
   * Takes a new text. Changes of one `key` in quick succession, such as the values that a slider passes, are one step.
   * @param {string} source @param {string} [key] @param {number} [time]
   */
  change(source, key = "", time = Date.now()) {
    if (source === this.source) return;
    const last = this.past.at(-1);
    const joins = last !== undefined && this.future.length === 0 && key !== "" && key === last.key && last.reset === null && time - last.time < TOGETHER;
    const from = joins ? reverted(this.source, last) : this.source;
    if (joins) this.past.pop();
    if (from !== source) this.#push({ ...difference(from, source), key, time, reset: null });
    this.future = [];
    this.source = source;
  }

  /** Takes a Reset. @param {Reset} reset @param {number} [time] */
  reset(reset, time = Date.now()) {
    this.#push({ at: 0, before: "", after: "", key: "", time, reset });
    this.future = [];
  }

  /** @param {Step} step */
  #push(step) {
    this.past.push(step);
    if (this.past.length > MOST_STEPS) this.past.shift();
  }

  /** Takes one step back; returns it, if there was one. */
  undo() {
    const step = this.past.pop();
    if (!step) return null;
    this.source = reverted(this.source, step);
    this.future.push(step);
    return step;
  }

  /** Takes one step forward again; returns it, if there was one. */
  redo() {
    const step = this.future.pop();
    if (!step) return null;
    this.source = replaced(this.source, step.at, step.before, step.after);
    this.past.push(step);
    return step;
  }
}

/** @param {string} source @param {Step} step */
const reverted = (source, { at, before, after }) => replaced(source, at, after, before);

/** @param {string} source @param {number} at @param {string} old @param {string} next */
const replaced = (source, at, old, next) => source.slice(0, at) + next + source.slice(at + old.length);

/** Where two texts differ. @param {string} before @param {string} after */
function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at++;
  let end = 0;
  while (end < most - at && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { at, before: before.slice(at, before.length - end), after: after.slice(at, after.length - end) };
}

/** @param {unknown} steps @returns {steps is Step[]} */
function areSteps(steps) {
  const isReset = (/** @type {any} */ reset) => reset === null || (typeof reset?.id === "string" && typeof reset.runs === "string");
  const isStep = (/** @type {any} */ step) =>
    [step?.before, step?.after, step?.key].every((text) => typeof text === "string") && Number.isSafeInteger(step.at) && step.at >= 0 && Number.isFinite(step.time) && isReset(step.reset);
  return Array.isArray(steps) && steps.length <= MOST_STEPS && steps.every(isStep);
}

/** Whether all steps can be taken back from a text. @param {string} source @param {Step[]} past */
function leadsBack(source, past) {
  let text = source;
  for (const step of past.toReversed()) {
    if (text.slice(step.at, step.at + step.after.length) !== step.after) return false;
    text = reverted(text, step);
  }
  return true;
}
