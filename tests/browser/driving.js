/** Driving a page by WebDriver as a reader would: waiting, clicking, typing, drawing. */

import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {Awaited<ReturnType<typeof import("./webdriver.js").startBrowser>>} Browser */

/** Longest wait for anything, in milliseconds. */
const PATIENCE = 60_000;

/** Waits until an expression of the page is true, and gives it. @param {Browser} browser @param {string} expression @param {string} what is wrong otherwise */
export async function until(browser, expression, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    // Between two pages there is nothing to ask.
    const found = await browser.run(`return Promise.resolve(${expression}).then((found) => found || null)`).catch((/** @type {Error} */ error) => error);
    if (found && !(found instanceof Error)) return found;
    if (Date.now() > end) throw new Error(`${what}${found ? ` (${found.message})` : ""}: ${await browser.run("return document.body.innerText.slice(0, 300)")}`);
    await sleep(100);
  }
}

/** An element of the page, by selector and by its text if one is given, as an expression. @param {string} selector @param {string} [text] */
export const one = (selector, text = "") =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((element) => element.textContent.includes(${JSON.stringify(text)}))`;

/** Waits for an element. @param {Browser} browser @param {string} selector @param {string} [text] */
export const shown = (browser, selector, text) => until(browser, `Boolean(${one(selector, text)})`, `there is no ${selector} ${text ?? ""}`);

/** @param {Browser} browser @param {string} selector @param {string} [text] */
export async function click(browser, selector, text) {
  await shown(browser, selector, text);
  await browser.run(`${one(selector, text)}.click()`);
}

/** Types into a field, and ends with a key if one is given. @param {Browser} browser @param {string} selector @param {string} text @param {object} [key] */
export async function type(browser, selector, text, key) {
  await shown(browser, selector);
  await browser.run(`
    const field = document.querySelector(${JSON.stringify(selector)});
    field.focus();
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    ${key ? `field.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...${JSON.stringify(key)} }));` : ""}
  `);
}

/** The fingerprint of the linked cell, once it is trained. @param {Browser} browser @returns {Promise<string>} */
export async function bits(browser) {
  await shown(browser, "#linked .status", "done");
  return until(browser, `/^fingerprint ([0-9a-f]{12})$/.exec(${one("#linked .bits")}.textContent)?.[1]`, "no fingerprint");
}

/** Draws with the mouse through places of an element, each a share of its width and height. @param {Browser} browser @param {string} selector @param {[number, number][]} places */
export async function stroke(browser, selector, places) {
  await shown(browser, selector);
  const { x, y, width, height } = await browser.run(`return document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().toJSON()`);
  const to = (/** @type {[number, number]} */ [across, down], duration = 100) => ({
    ...{ type: "pointerMove", origin: "viewport", duration },
    ...{ x: Math.round(x + across * width), y: Math.round(y + down * height) },
  });
  const [first, ...rest] = places;
  await browser.act([to(first, 0), { type: "pointerDown", button: 0 }, ...rest.map((place) => to(place)), { type: "pointerUp", button: 0 }]);
}
