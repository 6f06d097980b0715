/** Drawing jobs, a few in each animation frame, so that the page never stops for long. */

/** Milliseconds of drawing in one frame after which the rest waits for the next. */
const BUDGET = 10;

/** @type {Map<string, () => void>} */
const jobs = new Map();
let asked = false;
let spent = 0;

/**
 * Runs `job` in a coming frame; of several jobs with one name only the last runs.
 * @param {string} name @param {() => void} job
 */
export function draw(name, job) {
  jobs.set(name, job);
  if (!asked) {
    asked = true;
    requestAnimationFrame(frame);
  }
}

/** Milliseconds that jobs have taken since the page was opened. */
export const drawing = () => spent;

/** Does at once all jobs that wait for a frame. */
export function drawNow() {
  for (const [name, job] of jobs) {
    jobs.delete(name);
    job();
  }
}

function frame() {
  asked = false;
  const start = performance.now();
  const end = start + BUDGET;
  for (const [name, job] of jobs) {
    jobs.delete(name);
    job();
    if (performance.now() > end) break;
  }
  spent += performance.now() - start;
  if (jobs.size > 0 && !asked) {
    asked = true;
    requestAnimationFrame(frame);
  }
}
