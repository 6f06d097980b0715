/** The bar of a cell that trains: Run, Pause, Step, Reset, a new seed, and how far it is. */

import { h } from "../../shell/tools/dom.js";
import { whole } from "../../shell/tools/numbers.js";
import { steadyButton } from "../../shell/tools/steady.js";
import { duration } from "../../workers/speed.js";

/** @typedef {import("./runs.js").Runs} Runs */
/** How long a training would take, in seconds, and its quick variant, if it has one. @typedef {{seconds: number, quick: number | null}} Estimate */

/** Seconds from which on the bar shows beforehand how long a training takes. */
const LONG = 60;

export class Bar {
  /**
   * @param {Runs} runs
   * @param {{start: () => void, reset: () => void, newSeed: () => void, quick: () => boolean, tick: () => void}} actions
   *   `start` comes before epochs are trained, `quick` trains the quick variant instead and returns whether there is one,
   *   `tick` comes when what is shown has grown old
   */
  constructor(runs, actions) {
    this.runs = runs;
    this.actions = actions;
    /** Whether *Train it yourself* trains the quick variant. */
    this.quickFirst = false;
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ action) =>
      h("button", { type: "button", title, onclick: action }, text);
    this.run = steadyButton(["Run", "Pause", "Continue", "Train it yourself"], "Train all networks of this cell", () =>
      runs.running ? runs.pause() : this.quickFirst && this.actions.quick() ? undefined : this.#start(() => runs.run()),
    );
    this.run.classList.add("run");
    this.step = button("Step", "Train one epoch", () => this.#start(() => runs.step()));
    this.progress = h("progress", { max: 1, value: 0, "aria-label": "Epochs done" });
    this.status = h("output", { class: "status" });
    /** Trains the other variant: the quick one, or the full one where *Train it yourself* trains the quick one. */
    this.quick = button("", "", () => (this.quickFirst ? this.#start(() => runs.run()) : actions.quick()));
    this.quick.hidden = true;
    this.bits = h("output", { class: "bits", hidden: true });
    /** The line below the buttons: it has its room from the start, and pushes nothing down. */
    this.news = h("div", { class: "news" }, this.status, this.quick, this.bits);
    this.kept = h("output", { class: "kept", hidden: true });
    /** What is wrong in the settings, and what a training takes instead. */
    this.caution = h("p", { class: "caution", role: "status", hidden: true });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.clock = undefined;
    this.element = h(
      "div",
      { class: "bar" },
      this.run,
      this.step,
      button("Reset", "Back to epoch 0 with the same initial weights; Undo brings the trained networks back", actions.reset),
      button("New seed", "Other initial weights and other training data; Undo brings the trained networks back", actions.newSeed),
      this.progress,
      this.news,
      this.kept,
      this.caution,
    );
  }

  /** @param {() => void} train */
  #start(train) {
    this.actions.start();
    train();
  }

  /**
   * Shows where networks come from that were trained elsewhere, unless `words` is empty.
   * @param {string} words @param {number} done part of all epochs @param {boolean} quickFirst whether the button trains the quick variant
   */
  showElsewhere(words, done, quickFirst) {
    this.quickFirst = quickFirst && words !== "";
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
    const epochs = list.map((run) => run.epoch);
    const [least, most] = [Math.min(...epochs), Math.max(...epochs)];
    const started = list.some((run) => run.epoch > 0);
    this.run.textContent = running ? "Pause" : started && !finished ? "Continue" : "Run";
    this.run.disabled = this.step.disabled = finished;
    const done = list.reduce((sum, run) => sum + run.epoch, 0);
    const share = total === 0 ? 1 : done / (total * list.length);
    this.progress.value = share;
    // The bar shows the mean over all networks: the words say so where they differ.
    const parts = [least === most ? `epoch ${whole(least)} of ${whole(total)}` : `epoch ${whole(least)}–${whole(most)} of ${whole(total)} (${Math.floor(100 * share)} %)`];
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

  /** Shows beforehand how long a training takes, if it takes long, and offers the quick variant. @param {Estimate | null} estimate `null` while it runs and after it */
  showEstimate(estimate) {
    const long = estimate !== null && estimate.seconds > LONG;
    const quick = long ? estimate.quick : null;
    const first = this.quickFirst && quick !== null ? quick : estimate?.seconds;
    if (long && first !== undefined) this.status.textContent += ` · ${this.run.textContent} takes about ${duration(first)} here`;
    // While it runs the offer keeps its room: the figures stay where they are.
    this.quick.hidden = quick === null && (this.quick.hidden || !this.runs.running);
    this.quick.classList.toggle("unseen", quick === null);
    if (quick === null) return;
    this.quick.textContent = this.quickFirst ? `The full training, about ${duration(estimate?.seconds ?? 0)}` : `Quick variant, about ${duration(quick)}`;
    this.quick.title = this.quickFirst
      ? "Train exactly as the network that is shown, to the same bits"
      : "Train the same network on fewer samples, with a faster optimiser; Undo brings the full one back";
  }

  /** Shows what is wrong in the settings. @param {string[]} mistakes */
  showMistakes(mistakes) {
    this.caution.hidden = mistakes.length === 0;
    this.caution.textContent = mistakes.join("\n");
  }

  /**
   * Shows the fingerprint of the finished networks, and whether it is the one that the link claims.
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

/** @param {number} time */
export function ago(time) {
  const minutes = Math.round((Date.now() - time) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 90) return `${minutes} min ago`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h ago`;
  return `on ${new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;
}
