/** How much memory a worker of the page holds while a SciNet trains. */

import { CASES } from "./cases.js";

/**
 * Bytes of the larger of two workers that share a SciNet run: what WebAssembly and JavaScript hold.
 * @param {import("@playwright/test").Browser} browser @param {string} base
 */
export async function workerMemory(browser, base) {
  const page = await browser.newPage();
  await page.goto(`${base}index.html${CASES.scinet.link}`);
  await page.locator("#linked button.run").click();
  await page.waitForTimeout(8000);
  // The module is started already: `default` gives its exports again. Its memory never shrinks, so this is its peak.
  const moduleMemory = async () => {
    const module = await import(new URL("../pkg/trainer.js", location.href).href);
    return (await module.default()).memory.buffer.byteLength;
  };
  const wasm = await Promise.all(page.workers().map((worker) => worker.evaluate(moduleMemory)));
  const script = await page.evaluate(async () => {
    const { breakdown } = await /** @type {any} */ (performance).measureUserAgentSpecificMemory();
    const ofWorkers = breakdown.filter((/** @type {any} */ part) => part.attribution[0]?.scope === "DedicatedWorkerGlobalScope");
    return ofWorkers.map((/** @type {any} */ part) => part.bytes);
  });
  await page.close();
  return { wasm: Math.max(...wasm), script: Math.max(...script) };
}
