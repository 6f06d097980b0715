/** What a Reset sets aside, and Undo brings back: trained runs and the outcomes of sweeps, each under the id of the Reset. */

import { announce, further, keepHere, takeHere } from "./shared-runs.js";
import { dropRun, dropSweep, loadRun, saveAside, saveRun, saveSweep, takeAside } from "./store.js";

/** @typedef {import("./store.js").Aside} Aside */
/** @typedef {import("./store.js").SavedRun} SavedRun */

/** What storage did not take: kept as long as the page is open. @type {Omit<Aside, "time">[]} */
let unstored = [];
/** One thing after another: an Undo may come before the workers have given their last states. */
let working = Promise.resolve();

/** @template T @param {() => Promise<T>} task @returns {Promise<T>} */
function inTurn(task) {
  const done = working.then(task);
  working = done.then(
    () => {},
    () => {},
  );
  return done;
}

/** @param {Omit<Aside, "time">} aside */
const put = (aside) => saveAside(aside).catch(() => void unstored.push(aside));

/** The id of a new Reset. */
export const newId = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;

/**
 * Sets a run aside; nothing else of it is kept.
 * @param {string} id of the Reset @param {string} link @param {number} most epochs of the cell
 * @param {Promise<SavedRun | null>} last its last state, as its worker gives it
 */
export function setRunAside(id, link, most, last) {
  return inTurn(async () => {
    const given = await last.catch(() => null);
    const stored = await loadRun(link, most).catch(() => undefined);
    const run = further(further(given, stored), takeHere(link, most));
    if (run) await put({ id, name: link, run, outcomes: null });
    await dropRun(link, most).catch(() => {});
  });
}

/** Sets the outcomes of a sweep aside. @param {string} id of the Reset @param {string} key @param {string} outcomes */
export function setSweepAside(id, key, outcomes) {
  return inTurn(async () => {
    await put({ id, name: key, run: null, outcomes });
    await dropSweep(key).catch(() => {});
  });
}

/** Brings back what a Reset has set aside, in all cells that show it; returns whether there was anything. @param {string} id */
export function bringBack(id) {
  return inTurn(async () => {
    const here = unstored.filter((aside) => aside.id === id);
    unstored = unstored.filter((aside) => aside.id !== id);
    const all = [...here, ...(await takeAside(id).catch(() => []))];
    for (const { name, run, outcomes } of all) {
      if (outcomes !== null) await saveSweep(name, outcomes).catch(() => {});
      if (!run) continue;
      await saveRun(run.link, run.until, run).catch(() => keepHere(run));
      announce({ link: run.link, until: run.until, epoch: run.epoch, back: true });
    }
    return all.length > 0;
  });
}
