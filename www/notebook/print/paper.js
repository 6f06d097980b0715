/** Whether the browser prints: changes of the page wait until it has finished. */

let over = Promise.resolve();

addEventListener("beforeprint", () => {
  over = new Promise((resolve) => addEventListener("afterprint", () => resolve(), { once: true }));
});

/** Waits until nothing is printed. */
export const printed = () => over;
