/** Drawing jobs, a few in each animation frame, so that the page never stops for long. */

/** Milliseconds of drawing in one frame after which a job waits for the next, and the same for a figure that moves. */
const BUDGET = 4;
const MOVING = 16;

/** @type {Map<string, {job: () => void, budget: number}>} */
const jobs = new Map();
let asked = false;
let spent = 0;

/**
 * Runs `job` in a coming frame; of several jobs with one name only the last runs.
 * @param {string} name @param {() => void} job
 * @param {boolean} [moving] whether it comes many times a second: figures that move share a frame, since each frame has its cost
 */
export function draw(name, job, moving = false) {
  jobs.set(name, { job, budget: moving ? MOVING : BUDGET });
  if (!asked) {
    asked = true;
    requestAnimationFrame(frame);
  }
}

/** Milliseconds that jobs have taken since the page was opened. */
export const drawing = () => spent;

/** Does at once all jobs that wait for a frame. */
export function drawNow() {
  for (const [name, { job }] of jobs) {
    jobs.delete(name);
    job();
  }
}

function frame() {
  asked = false;
  const start = performance.now();
  for (const [name, { job, budget }] of jobs) {
    if (performance.now() > start + budget) break;
    jobs.delete(name);
    job();
  }
  spent += performance.now() - start;
  if (jobs.size > 0 && !asked) {
    asked = true;
    requestAnimationFrame(frame);
  }
}
