/** Draws icon.svg as the PNG files that a system wants of a page that is installed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "./playwright.config.js";

const www = join(import.meta.dirname, "../../www");
const svg = readFileSync(join(www, "icon.svg"), "utf8");
const ground = /fill="(#\w+)"/.exec(svg)?.[1] ?? "none";

const browser = await chromium.launch(config.use?.launchOptions);
/** @param {string} name @param {number} size @param {number} part of it that the drawing takes @param {string} around */
async function draw(name, size, part, around) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = size * part;
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${around} } svg { width: ${side}px }</style>${svg}`,
  );
  await page.screenshot({ path: join(www, name), omitBackground: true });
  await page.close();
}
await draw("icon-192.png", 192, 1, "none");
await draw("icon-512.png", 512, 1, "none");
// A mask may cut off all but the inner four fifths.
await draw("icon-maskable.png", 512, 0.8, ground);
await browser.close();
