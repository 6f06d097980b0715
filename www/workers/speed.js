/** How long trainings take in this browser: a guess before the first one, a measurement after it. */

const KEY = "scinet-speed";
/** Milliseconds between two times that the speeds are stored. */
const REST = 5000;
let restUntil = 0;

/**
 * What a worker computes in a second, in parameters × samples, where the kind of cell knows nothing better: its draws take
 * longer than its networks. Measured in Chromium on the processor of a server.
 */
export const GUESS = 3e9;

/** @type {Record<string, number>} */
const known = {};
try {
  const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  for (const [kind, speed] of Object.entries(stored)) if (typeof speed === "number" && speed > 0) known[kind] = speed;
} catch {
  // Without storage the guesses hold.
}

/** Takes note of a speed that was watched. @param {string} kind @param {number} speed in parameters × samples a second and worker */
export function watched(kind, speed) {
  if (!Number.isFinite(speed) || speed <= 0) return;
  known[kind] = speed;
  // It comes with every news of a run, and writing takes the page's time.
  if (performance.now() < restUntil) return;
  restUntil = performance.now() + REST;
  try {
    localStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // It is known as long as the page is open.
  }
}

/**
 * Seconds that a training takes.
 * @param {string} kind @param {number} guess what a worker computes in a second, if nothing was measured yet
 * @param {number} work in parameters × samples @param {number} workers
 */
export const secondsOf = (kind, guess, work, workers) => work / (known[kind] ?? guess) / workers;

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
