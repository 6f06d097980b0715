/** The bar of a cell that trains: Run, Pause, Step, Reset, a new seed, and how far it is. */

import { h } from "./dom.js";
import { whole } from "./numbers.js";

/** @typedef {import("./runs.js").Runs} Runs */

export class Bar {
  /**
   * @param {Runs} runs
   * @param {{start: () => void, reset: () => void, newSeed: () => void, tick: () => void}} actions `start` comes before
   *   epochs are trained, `tick` when what is shown has grown old
   */
  constructor(runs, actions) {
    this.runs = runs;
    this.actions = actions;
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ action) =>
      h("button", { type: "button", title, onclick: action }, text);
    this.run = button("Run", "Train all networks of this cell", () => (runs.running ? runs.pause() : this.#start(() => runs.run())));
    this.run.classList.add("run");
    this.step = button("Step", "Train one epoch", () => this.#start(() => runs.step()));
    this.progress = h("progress", { max: 1, value: 0, "aria-label": "Epochs done" });
    this.status = h("output", { class: "status" });
    this.bits = h("output", { class: "bits", hidden: true });
    this.kept = h("output", { class: "kept", hidden: true });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.clock = undefined;
    this.element = h(
      "div",
      { class: "bar" },
      this.run,
      this.step,
      button("Reset", "Back to epoch 0 with the same initial weights", actions.reset),
      button("New seed", "Other initial weights and other training data", actions.newSeed),
      this.progress,
      this.status,
      this.bits,
      this.kept,
    );
  }

  /** @param {() => void} train */
  #start(train) {
    this.actions.start();
    train();
  }

  /** Says that networks are shown that were trained elsewhere, if any words do. @param {string} words @param {number} done part of all epochs */
  showElsewhere(words, done) {
    if (words === "") return;
    this.run.textContent = "Train it yourself";
    this.run.disabled = this.step.disabled = false;
    this.progress.value = done;
    this.status.textContent = words;
  }

  /** @param {number} total epochs of each run @param {string[]} names of the networks */
  show(total, names) {
    const { list, running, finished } = this.runs;
    this.element.hidden = list.length === 0;
    if (list.length === 0) return;
    const epoch = Math.min(...list.map((run) => run.epoch));
    const started = list.some((run) => run.epoch > 0);
    this.run.textContent = running ? "Pause" : started && !finished ? "Continue" : "Run";
    this.run.disabled = this.step.disabled = finished;
    const done = list.reduce((sum, run) => sum + run.epoch, 0);
    this.progress.value = total === 0 ? 1 : done / (total * list.length);
    const parts = [`epoch ${whole(epoch)} of ${whole(total)}`];
    const going = list.filter((run) => run.going && run.rate > 0);
    if (going.length > 0) {
      const seconds = Math.max(...going.map((run) => (total - run.epoch) / run.rate));
      parts.push(`${whole(Math.round(Math.min(...going.map((run) => run.rate))))} epochs/s`, `${duration(seconds)} left`);
    }
    const cure = (/** @type {number} */ epoch) =>
      epoch === 0 ? "its first loss is too large for 32-bit numbers" : "try a smaller learning rate";
    const diverged = list.flatMap((run, i) =>
      run.status === "diverged" ? [`${names[i]} diverged after epoch ${whole(run.epoch)}: ${cure(run.epoch)}`] : [],
    );
    if (finished && diverged.length === 0) parts.push("done");
    if (list.some((run) => run.waits)) parts.push("waits for another tab or cell that trains this run");
    this.status.textContent = [...parts, ...diverged, ...this.#saved(list)].join(" · ");
    this.kept.textContent = this.runs.notice;
    this.kept.hidden = this.runs.notice === "";
  }

  /** When what is shown was saved, if nothing has been trained since. @param {import("./runs.js").Run[]} list */
  #saved(list) {
    clearTimeout(this.clock);
    const times = list.flatMap((run) => (run.since === null ? [] : [run.since]));
    if (times.length === 0 || this.runs.running) return [];
    this.clock = setTimeout(() => this.element.isConnected && this.actions.tick(), 30_000);
    return [`saved ${ago(Math.min(...times))}`];
  }

  /**
   * Says which bits the finished networks have, and whether they are those that the link claims.
   * @param {string | undefined} found the fingerprint, once all networks are done
   * @param {string | undefined} claim the fingerprint in the link
   */
  showBits(found, claim) {
    this.bits.hidden = found === undefined && claim === undefined;
    this.bits.dataset.verdict = found === undefined || claim === undefined ? "" : found === claim ? "same" : "differs";
    if (this.bits.hidden) this.bits.textContent = "";
    else if (found === undefined) this.bits.textContent = `the link claims fingerprint ${claim}: run to check`;
    else if (claim === undefined) this.bits.textContent = `fingerprint ${found}`;
    else if (found === claim) this.bits.textContent = `fingerprint ${found}: same bits as the link's`;
    else this.bits.textContent = `fingerprint ${found} differs from the link's, ${claim}`;
  }
}

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** @param {number} time */
export function ago(time) {
  const minutes = Math.round((Date.now() - time) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 90) return `${minutes} min ago`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h ago`;
  return `on ${new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;
}
