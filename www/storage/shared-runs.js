/** Runs that several tabs and cells share: one of them trains a run and saves it, all of them show it. */

import { Refused } from "./database.js";
import { loadRun, saveRun } from "./store.js";

/** @typedef {import("./store.js").SavedRun} SavedRun */
/**
 * Sent to everybody who shows a run, in this tab or another, when it was saved; `back` if Undo has brought it back.
 * @typedef {{link: string, until: number, epoch: number, back?: boolean}} Saving
 */

/** Runs that storage did not take and that are kept as long as the page is open. */
const MOST_UNSTORED = 20;
/** Those runs, by their links, the oldest first. @type {Map<string, SavedRun>} */
const unstored = new Map();

/** Milliseconds that storage may take to find a run. */
const PATIENCE = 5000;

/** @type {BroadcastChannel | undefined} */
let channel;
/** @type {Set<(saving: Saving) => void>} */
const listeners = new Set();
/** Whether a reader was informed that there is no storage. */
let told = false;

/** @param {Saving} saving @param {(saving: Saving) => void} [but] */
function tell(saving, but) {
  for (const listener of listeners) if (listener !== but) listener(saving);
}

/** Informs all cells, in this tab and in others. @param {Saving} saving @param {(saving: Saving) => void} [but] */
export function announce(saving, but) {
  tell(saving, but);
  channel?.postMessage(saving);
}

/** Keeps a run as long as the page is open. @param {SavedRun} run */
export function keepHere(run) {
  unstored.delete(run.link);
  unstored.set(run.link, run);
  const [oldest] = unstored.keys();
  if (unstored.size > MOST_UNSTORED) unstored.delete(oldest);
}

/** The further of two states of a run. @param {SavedRun | null | undefined} a @param {SavedRun | null | undefined} b */
export const further = (a, b) => (a && b ? (b.epoch > a.epoch ? b : a) : (a ?? b ?? undefined));

/** Removes and returns what only this page keeps of a run. @param {string} link @param {number} most epochs */
export function takeHere(link, most) {
  const run = unstored.get(link);
  if (!run || run.epoch > most) return undefined;
  unstored.delete(link);
  return run;
}

/**
 * Calls the listener for every run that others save, until the returned function is called.
 * @param {(saving: Saving) => void} listener
 */
export function hearSavings(listener) {
  listeners.add(listener);
  if (!channel && "BroadcastChannel" in self) {
    channel = new BroadcastChannel("scinet runs");
    // Another tab may have another version of the page.
    channel.onmessage = ({ data }) => typeof data?.link === "string" && typeof data.epoch === "number" && tell(data);
  }
  return () => void listeners.delete(listener);
}

/**
 * Saves a run and informs all other cells. Returns what the reader must know, "" if nothing, and null if that was shown before.
 * @param {string} link @param {number} until @param {{epoch: number, checkpoint: Uint8Array, diverged: boolean}} state
 * @param {(saving: Saving) => void} [self] the listener that is not informed
 */
export async function keepRun(link, until, state, self) {
  try {
    await saveRun(link, until, state);
  } catch (error) {
    keepHere({ ...state, link, until, time: Date.now() });
    tell({ link, until, epoch: state.epoch }, self);
    if (!(error instanceof Refused)) {
      const reason = error instanceof Error ? error.message : String(error);
      return `Not saved at epoch ${state.epoch.toLocaleString("en-US")}: ${reason}. Save run, in the menu File, takes it along.`;
    }
    if (told) return null;
    told = true;
    return "Runs are not kept: this browser or frame allows no storage.";
  }
  announce({ link, until, epoch: state.epoch }, self);
  return "";
}

/**
 * The furthest state that is kept of a run, or nothing.
 * @param {string} link @param {number} most epochs
 * @returns {Promise<SavedRun | undefined>}
 */
export async function findRun(link, most) {
  // Without storage nothing is stored, and saving reports that. No training waits for a storage that hangs.
  const late = new Promise((/** @type {(nothing: undefined) => void} */ resolve) => setTimeout(resolve, PATIENCE, undefined));
  const stored = await Promise.race([loadRun(link, most).catch(() => undefined), late]);
  const here = unstored.get(link);
  return here && here.epoch <= most ? further(stored, here) : stored;
}

/** The right to train a run, which one cell of one tab has at a time. */
export class Lease {
  /** @param {string} link @param {number} until */
  constructor(link, until) {
    this.abort = new AbortController();
    this.held = false;
    /** @type {() => void} */
    this.end = () => {};
    const ended = new Promise((resolve) => (this.end = () => resolve(undefined)));
    /** Whether it was granted; it may take until another tab is done or gone. */
    this.granted = new Promise((/** @type {(granted: boolean) => void} */ resolve) => {
      const { signal } = this.abort;
      const hold = () => {
        this.held = !signal.aborted;
        resolve(this.held);
        return ended;
      };
      const asked = navigator.locks?.request(`scinet run ${until} ${link}`, { signal }, hold);
      // In a frame without locks every cell trains: the same run gives the same bits.
      if (asked) asked.catch(hold);
      else void hold();
    });
  }

  /** Releases the right to train, or the request for it. */
  release() {
    this.held = false;
    this.abort.abort();
    this.end();
  }
}
