/** Delays changes of the page while the browser prints it. */

let over = Promise.resolve();

addEventListener("beforeprint", () => {
  over = new Promise((resolve) => addEventListener("afterprint", () => resolve(), { once: true }));
});

/** Waits until nothing is printed. */
export const printed = () => over;
