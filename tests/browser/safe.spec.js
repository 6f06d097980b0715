/** What a stranger sends does no harm: the page's policy, hostile notebooks and links, messages of wrong shapes. */

import { deflateRawSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { built, listen, openCell, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */

const HOSTILE = `# Harmless

<script>window.harmed = 1</script>

<img src=x onerror="window.harmed = 1"> <svg onload="window.harmed = 1"> <iframe srcdoc="<script>parent.harmed=1</script>"></iframe>

[one](javascript:window.harmed=1) [two](<java\tscript:window.harmed=1>) [three](data:text/html,<script>1</script>) ![four](https://example.org/x.png) ![five](//example.org/x.png)

$\\href{javascript:window.harmed=1}{x}$ $\\text{<img src=x onerror=window.harmed=1>}$ $\\def\\a#1{#1#1#1#1#1#1#1#1}\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{x}}}}}}}}$

\`\`\`fit "><script>window.harmed=1</script>
target = x
\`\`\`

\`\`\`fit
target = <img src=x onerror=window.harmed=1>
\`\`\`
`;

/** Addresses outside the page's own origin that are asked for. @param {Page} page @param {string | undefined} origin */
function foreign(page, origin) {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin ?? "") && !url.startsWith("blob:")) asked.push(url);
  });
  return asked;
}

const harmed = (/** @type {Page} */ page) => page.evaluate(() => Reflect.get(window, "harmed"));

test("the policy allows no inline script, no inline style and no eval", async ({ page }) => {
  await page.goto("index.html");
  const policy = (await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content")) ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toMatch(/(?<!wasm-)unsafe-eval/);
  // In a task of its own: what a test evaluates directly is allowed more than the page is.
  const refused = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function("return 1")()));
          } catch (error) {
            resolve(error instanceof Error ? error.name : "");
          }
        });
      }),
  );
  expect(refused).toBe("EvalError");
});

test("a hostile notebook is text, and its cells answer with what is allowed", async ({ page, baseURL }) => {
  const noises = listen(page);
  const asked = foreign(page, baseURL);
  await page.goto(`index.html#notebook=${deflateRawSync(HOSTILE).toString("base64url")}`);
  await built(page);
  await expect(page.locator("#notebook h1")).toHaveText("Harmless");
  await expect(page.locator("#notebook .cell.complaint")).toHaveCount(1);
  const alive = await page.locator("#notebook").evaluate((notebook) => ({
    scripts: notebook.querySelectorAll("script, iframe, object, embed, base, meta, link").length,
    handlers: [...notebook.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on")),
    addresses: [...notebook.querySelectorAll(".text a")].map((a) => a.getAttribute("href")),
  }));
  expect(alive).toEqual({ scripts: 0, handlers: [], addresses: ["", "", ""] });
  expect(await harmed(page)).toBeUndefined();
  expect(asked).toEqual([]);
  expect(noises).toEqual([]);
});

test("hostile links do nothing but say what is wrong, and none starts to train", async ({ page, baseURL }) => {
  const noises = listen(page);
  const asked = foreign(page, baseURL);
  await page.goto("index.html");
  await built(page);
  for (const link of [
    "#fit?target=%3Cimg%20src=x%20onerror=window.harmed=1%3E",
    `#fit?nets=${"relu:1024,".repeat(3000)}`,
    `#fit?target=${"(".repeat(5000)}`,
    "#fit?constructor=1&__proto__=2",
    "#javascript:window.harmed=1?x",
    `#sweep?of=${encodeURIComponent(`sweep?of=${"x".repeat(60000)}`)}`,
  ]) {
    await page.evaluate((link) => (location.hash = link), link);
    await expect(page.locator("#linked .complaint")).toBeVisible();
  }
  await page.evaluate(() => (location.hash = "#fit?epochs=1000000&nets=relu:512,elu:512&batch=8192"));
  const cell = page.locator("#linked .cell:not(.complaint)");
  await expect(status(cell)).toHaveText(/^epoch 0 of 1,000,000 · Run takes about .* here$/);
  await expect(cell).toHaveAttribute("data-state", "paused");
  expect(await harmed(page)).toBeUndefined();
  expect(asked).toEqual([]);
  expect(noises).toEqual([]);
});

test("another version of the numerics opens with a notice until the cell changes", async ({ page }) => {
  const cell = await openCell(page, "#fit?seed=7&v=2&fingerprint=0123456789ab");
  const notice = cell.locator(".notice");
  await expect(notice).toHaveText(/^Made with version 2 of the numerics; this is version 1/);
  await expect(cell.getByLabel("Seed")).toHaveValue("7");
  await expect(cell).not.toContainText("0123456789ab");
  await cell.getByLabel("Seed").fill("8");
  await cell.getByLabel("Seed").press("Enter");
  await expect(notice).toBeHidden();
});

test("messages of a wrong shape are ignored, and said once", async ({ page }) => {
  await page.goto("index.html");
  const judged = await page.evaluate(async () => {
    const { isIndex, isNews, isOrder } = await import(new URL("www/workers/check.js", document.baseURI).href);
    const progress = {
      type: "progress", run: 1, epoch: 3, status: "done", from: 0, parameters: new Float32Array(2), losses: new Float32Array(3), epochsPerSecond: 0,
    };
    const bad = [
      null, 7, "locked", {}, { type: "constructor" }, { type: ["locked"] },
      { ...progress, epoch: NaN }, { ...progress, epoch: -1 }, { ...progress, losses: [1, 2, 3] },
      { ...progress, parameters: new Float64Array(2) }, { ...progress, status: "won" }, { type: "saved", run: 1, checkpoint: "x" },
    ];
    const one = { name: "peak_broad", link: "#scinet", run: "#scinet", epoch: 1, fingerprint: "x" };
    return {
      good: [isNews(progress), isNews({ type: "locked" }), isOrder({ type: "go", run: 1, until: 5 }), isIndex({ checkpoints: [one], quick: [] })],
      bad: bad.map((message) => isNews(message)),
      orders: [isOrder({ type: "go", run: 1 }), isOrder({ type: "open", run: 1, link: 1 }), isOrder(progress)],
      indexes: [isIndex([]), isIndex({ checkpoints: [{ ...one, name: "../secret" }], quick: [] }), isIndex({ checkpoints: {}, quick: [] })],
    };
  });
  expect(judged.good).toEqual([true, true, true, true]);
  expect([...judged.bad, ...judged.orders, ...judged.indexes]).not.toContain(true);
});

test("a worker that talks nonsense changes nothing", async ({ page }) => {
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => warnings.push(message.text()));
  // Before it does its work, this worker says what none says.
  await page.route("**/www/workers/worker.js", async (route) => {
    const response = await route.fetch();
    const nonsense = 'for (const one of [null, 3, "x", {}, { type: "progress", run: 1, epoch: "many" }]) self.postMessage(one);\n';
    await route.fulfill({ response, body: nonsense + (await response.text()) });
  });
  const cell = await openCell(page, "#fit?nets=relu:4&epochs=50&batch=64&pairs=500");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 50 of 50 · done");
  expect(warnings).toEqual(["A worker's message of an unknown shape was ignored."]);
});

test("a notebook of 500 cells opens at its first one, says where it ends, and trains nothing", async ({ page }) => {
  test.setTimeout(180_000);
  const many = Array.from({ length: 501 }, (_, i) => `\`\`\`fit cell-${i}\nseed = ${i}\n\`\`\``).join("\n\n");
  await page.goto(`index.html#notebook=${deflateRawSync(many).toString("base64url")}`);
  await expect(page.locator("#cell-0 canvas").first()).toHaveAttribute("aria-label", /./);
  await expect(page.locator("#notebook .cell")).toHaveCount(500);
  await expect(page.getByText("allowed: at most 500 cells")).toBeAttached();
  await expect(page.locator("#notebook .cell[data-state=running]")).toHaveCount(0);
});

/** Most elements that came onto the page with one stroke, from now on. @param {Page} page */
async function watchGrowth(page) {
  await page.addInitScript(() => {
    Reflect.set(window, "most", 0);
    new MutationObserver((records) => {
      const elements = records.flatMap((record) => [...record.addedNodes]).filter((node) => node instanceof Element);
      const count = elements.reduce((sum, element) => sum + 1 + element.querySelectorAll("*").length, 0);
      Reflect.set(window, "most", Math.max(Reflect.get(window, "most"), count));
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => Number(Reflect.get(window, "most")));
}

for (const [what, text] of /** @type {const} */ ([
  ["paragraphs", "*a*\n\n"],
  ["headings", "# a\n\n"],
  ["formulas", "$\\sqrt{x}$\n\n"],
  ["tables", "|a|b|c|\n|-|-|-|\n|1|2|3|\n\n"],
])) {
  test(`a short link that unfolds into very many ${what} is built piece by piece`, async ({ page }) => {
    const most = await watchGrowth(page);
    const all = `[down](#the-end)\n\n${text.repeat(40_000 / text.length)}# The end\n\n${text.repeat(400_000 / text.length)}`;
    const link = deflateRawSync(all).toString("base64url");
    expect(link.length).toBeLessThan(2500);
    await page.goto(`index.html#notebook=${link}`);
    // What is in sight is there at once, and what a link leads to when it is asked for.
    await page.getByRole("link", { name: "down" }).click();
    await expect(page.getByRole("heading", { name: "The end" })).toBeInViewport();
    expect(await most()).toBeLessThan(8000);
    // A place further down is among the contents, which list what a page can list at once.
    if (what !== "headings") return;
    await page.locator("summary", { hasText: "Contents" }).click();
    await expect(page.getByRole("navigation", { name: "Contents" }).getByRole("link")).toHaveCount(500);
  });
}

test("a list that is too heavy to be laid out says so, and its Markdown is there to edit", async ({ page }) => {
  const most = await watchGrowth(page);
  await page.goto(`index.html#notebook=${deflateRawSync(`before\n\n${"- *a*\n".repeat(5000)}\nafter`).toString("base64url")}`);
  const says = page.getByText(/This part is not shown: it weighs as much as \d+ elements; allowed: 2000\. Its Markdown is kept: Edit shows it\./);
  await expect(says).toBeVisible();
  await expect(page.locator("#notebook .text").last()).toHaveText("after");
  expect(await most()).toBeLessThan(4500);
  await page.getByRole("button", { name: "Edit", exact: true }).first().click();
  await page.locator(".block", { has: says }).getByRole("button", { name: "Edit this block's Markdown" }).click();
  const area = page.getByLabel("Markdown of this block");
  await expect(area).toHaveValue(/^(- \*a\*\n){4999}- \*a\*$/);
  await area.fill("- *a*");
  await area.press("Control+Enter");
  await expect(page.locator("#notebook .text li")).toHaveText("a");
});

test("a link to an empty notebook says that it is empty", async ({ page }) => {
  await page.goto("index.html#notebook=AwA");
  await expect(page.locator("#notebook")).toHaveText("This notebook is empty.");
});
