/** While the browser prints: what comes in between must not change the page under its hands. */

let over = Promise.resolve();

addEventListener("beforeprint", () => {
  over = new Promise((resolve) => addEventListener("afterprint", () => resolve(), { once: true }));
});

/** Waits until nothing is printed. */
export const printed = () => over;
