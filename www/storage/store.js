/** What this browser keeps of the notebook: runs, sweeps, edited notebooks, and what Undo brings back. */

import { answer, opener, sameKey } from "./database.js";

/**
 * A run as it was saved: its checkpoint at an epoch, and the epochs that its cell wanted. One run may be
 * kept for several totals, since a cell can only show what has no more epochs than its own spec.
 * @typedef {{link: string, until: number, epoch: number, time: number, diverged: boolean, checkpoint: Uint8Array}} SavedRun
 * @typedef {{name: string, text: string, time: number}} SavedText
 * A run or the outcomes of a sweep that a Reset has set aside under `id`; `name` is the link of the run or the key of
 * the sweep.
 * @typedef {{id: string, name: string, time: number, run: SavedRun | null, outcomes: string | null}} Aside
 * The steps through the changes of a notebook or a linked cell; `base` is the shipped text of a notebook that is shipped.
 * @typedef {{name: string, time: number, base: string | null, history: import("../notebook/history.js").Stored}} SavedHistory
 * @typedef {keyof typeof STORES} StoreName
 */

/** What the stores find their records by. */
const STORES = { runs: ["link", "until"], sweeps: "name", notebooks: "name", aside: ["id", "name"], histories: "name" };
/** Records that are kept at most; the oldest make room. */
const MOST = { runs: 100, sweeps: 30, aside: 40, histories: 40 };
/** Runs that may be dropped, one after another, to make room for one on a full disk. */
const SACRIFICED = 4;

/** Storage that takes nothing more. */
export class Full extends Error {}

const open = opener("scinet", 2, (database) => {
  for (const [name, keyPath] of Object.entries(STORES)) {
    if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath }).createIndex("time", "time");
  }
});

/**
 * Does some work on one store, all of it or nothing; rejects with a reason for people.
 * @template T @param {StoreName} name @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} work @returns {Promise<T>}
 */
async function transact(name, mode, work) {
  const transaction = (await open()).transaction(name, mode);
  const over = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  try {
    // The first failure gives the reason.
    const [result] = await Promise.all([work(transaction.objectStore(name)), over]);
    return result;
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") throw new Full("the disk is full");
    throw new Error(error instanceof Error ? error.message : "the browser's storage failed");
  }
}

/** The keys of the oldest records, oldest first. @param {IDBObjectStore} store @param {number} [most] */
const oldest = (store, most) => answer(store.index("time").getAllKeys(null, most));

/** Deletes the oldest records beyond the limit of a store. @param {IDBObjectStore} store @param {number} limit */
async function prune(store, limit) {
  const spare = (await answer(store.count())) - limit;
  if (spare > 0) await Promise.all((await oldest(store, spare)).map((key) => answer(store.delete(key))));
}

/** All that is kept of a run. @param {string} link */
const ofLink = (link) => IDBKeyRange.bound([link], [link, []]);

/**
 * Saves a run, unless it is kept at a later epoch; where the disk is full, the oldest runs make room.
 * @param {string} link @param {number} until epochs that its cell wants
 * @param {{epoch: number, checkpoint: Uint8Array, diverged?: boolean, time?: number}} state
 */
export async function saveRun(link, until, { epoch, checkpoint, diverged = false, time = Date.now() }) {
  const save = () =>
    transact("runs", "readwrite", async (store) => {
      const old = /** @type {SavedRun | undefined} */ (await answer(store.get([link, until])));
      if (old && old.epoch > epoch) return;
      await answer(store.put({ link, until, epoch, time, diverged, checkpoint }));
      await prune(store, MOST.runs);
    });
  for (let dropped = 0; ; dropped++) {
    try {
      await save();
      return;
    } catch (error) {
      if (!(error instanceof Full) || dropped === SACRIFICED || !(await dropOldest(link, until))) throw error;
    }
  }
}

/** Drops the oldest run except the named one; returns whether there was one. @param {string} link @param {number} until */
function dropOldest(link, until) {
  return transact("runs", "readwrite", async (store) => {
    const key = (await oldest(store, 2)).find((key) => !sameKey(key, [link, until]));
    if (key !== undefined) await answer(store.delete(key));
    return key !== undefined;
  });
}

/**
 * What is kept of a run with the most epochs, but no more than `most`.
 * @param {string} link @param {number} most
 * @returns {Promise<SavedRun | undefined>}
 */
export async function loadRun(link, most) {
  const all = /** @type {SavedRun[]} */ (await transact("runs", "readonly", (store) => answer(store.getAll(ofLink(link)))));
  return all.filter((run) => run.epoch <= most).toSorted((a, b) => b.epoch - a.epoch)[0];
}

/** Forgets all of a run that has no more epochs than `most`. @param {string} link @param {number} most */
export function dropRun(link, most) {
  return transact("runs", "readwrite", async (store) => {
    const all = /** @type {SavedRun[]} */ (await answer(store.getAll(ofLink(link))));
    const gone = all.filter((run) => run.epoch <= most);
    await Promise.all(gone.map((run) => answer(store.delete([run.link, run.until]))));
  });
}

/** Saves a text; returns the time of saving. @param {"sweeps" | "notebooks"} kind @param {string} name @param {string} text @param {number} [limit] */
function saveText(kind, name, text, limit = Infinity) {
  return transact(kind, "readwrite", async (store) => {
    const time = Date.now();
    await answer(store.put({ name, text, time }));
    await prune(store, limit);
    return time;
  });
}

/** @param {"sweeps" | "notebooks"} kind @param {string} name @returns {Promise<SavedText | undefined>} */
const loadText = (kind, name) => transact(kind, "readonly", (store) => answer(store.get(name)));

/** @param {"sweeps" | "notebooks"} kind @param {string} name */
const dropText = (kind, name) => transact(kind, "readwrite", (store) => answer(store.delete(name)));

/** The outcomes of a sweep, as Rust writes them. @param {string} link @param {string} outcomes */
export const saveSweep = (link, outcomes) => saveText("sweeps", link, outcomes, MOST.sweeps);
/** @param {string} link */
export const loadSweep = (link) => loadText("sweeps", link);
/** @param {string} link */
export const dropSweep = (link) => dropText("sweeps", link);

/** Saves an edited notebook, which is never dropped to make room; returns the time of saving. @param {string} name @param {string} text */
export const saveNotebook = (name, text) => saveText("notebooks", name, text);
/** @param {string} name */
export const loadNotebook = (name) => loadText("notebooks", name);
/** @param {string} name */
export const dropNotebook = (name) => dropText("notebooks", name);

/** @param {Omit<Aside, "time">} aside */
export function saveAside(aside) {
  return transact("aside", "readwrite", async (store) => {
    await answer(store.put({ ...aside, time: Date.now() }));
    await prune(store, MOST.aside);
  });
}

/** Takes what was set aside under an id; it is kept there no longer. @param {string} id @returns {Promise<Aside[]>} */
export function takeAside(id) {
  return transact("aside", "readwrite", async (store) => {
    const range = IDBKeyRange.bound([id], [id, []]);
    const found = await answer(store.getAll(range));
    await answer(store.delete(range));
    return found;
  });
}

/** @param {Omit<SavedHistory, "time">} history */
export function saveHistory(history) {
  return transact("histories", "readwrite", async (store) => {
    await answer(store.put({ ...history, time: Date.now() }));
    await prune(store, MOST.histories);
  });
}

/** @param {string} name @returns {Promise<SavedHistory | undefined>} */
export const loadHistory = (name) => transact("histories", "readonly", (store) => answer(store.get(name)));
/** @param {string} name */
export const dropHistory = (name) => transact("histories", "readwrite", (store) => answer(store.delete(name)));
