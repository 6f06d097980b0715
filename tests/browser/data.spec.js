/** A reader's own data: pasted, chosen from a file, in a link, a million rows of them. */

import { expect, test } from "@playwright/test";
import { built, listen, openCell, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

/** Opens a link's cell, whether or not it has anything to draw. @param {Page} page @param {string} link */
async function openData(page, link) {
  await page.goto(`index.html${link}`);
  const cell = page.locator("#linked .cell");
  await expect(cell).toBeVisible();
  return cell;
}

/** @param {Locator} cell @param {string} text */
async function paste(cell, text) {
  const box = cell.getByLabel("Columns to read");
  if (!(await box.isVisible())) await cell.getByRole("button", { name: "Paste columns" }).click();
  await box.fill(text);
  await cell.getByRole("button", { name: "Read these columns" }).click();
}

/** Has a text chosen as a file. @param {Locator} cell @param {string} name @param {string} text */
async function choose(cell, name, text) {
  await cell.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** Rows of a straight line, y = 3 x − 7, with a head. @param {number} n @param {string} [separator] */
function line(n, separator = ",") {
  const rows = Array.from({ length: n }, (_, i) => `${i}${separator}${3 * i - 7}`);
  return `t${separator}x\n${rows.join("\n")}\n`;
}

/** The cell's row of errors of a model. @param {Locator} cell @param {string} model */
const errors = (cell, model) => cell.getByRole("table", { name: "Errors" }).getByRole("row").filter({ hasText: model }).locator("td");

test("pasted columns are fitted and travel in the link", async ({ page }) => {
  const noises = listen(page);
  const cell = await openData(page, "#data?epochs=300&nets=elu:8");
  await expect(cell).toContainText("Your data stay in this browser");
  await paste(cell, line(40, "\t"));
  await expect(cell.locator("h3")).toHaveText("Your own data: x from t");
  await expect(cell.getByRole("table", { name: "First rows" })).toContainText("−7");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(status(cell)).toContainText("done");
  // The line fits itself, the network nearly.
  await expect(errors(cell, "polynomial, degree 1").nth(2)).toHaveText("1.000");
  await expect(errors(cell, "ELU 8").nth(0)).toHaveText(/\d/);
  const found = await cell.locator("output.bits").textContent();
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("rows=t,x");
  await page.reload();
  await expect(cell.locator("h3")).toHaveText("Your own data: x from t");
  // The run was kept; here it is made again.
  await expect(cell.locator("output.bits")).toHaveText(found ?? "");
  await cell.getByRole("button", { name: "Reset" }).click();
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(status(cell)).toContainText("done");
  await expect(cell.locator("output.bits")).toHaveText(found ?? "");
  expect(noises).toEqual([]);
});

test("a file without two whole rows is answered with the line of a cell, and nothing is lost", async ({ page }) => {
  const cell = await openData(page, "#data?rows=a,b%3B1,2%3B2,4%3B3,6");
  await choose(cell, "bad.csv", "t,x\n1,2\n3,abc\n");
  await expect(cell.locator(".chooser .problem")).toContainText("1 row has a number in all of t, x; allowed: at least 2");
  await expect(cell.locator(".remarks")).toContainText('Column x has no number in 1 row, such as "abc" in line 3');
  await expect(cell.locator("h3")).toHaveText("Your own data: b from a");
  await choose(cell, "good.csv", "t,x\n1,2\n3,4\n");
  await expect(cell.locator("h3")).toHaveText("Your own data: x from t");
  await expect(cell.locator(".chooser .problem")).toBeHidden();
});

test("inputs and outputs are chosen column by column", async ({ page }) => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${i % 5},${2 * i},${i + (i % 5)}`);
  const cell = await openCell(page, `#data?rows=${encodeURIComponent(`a,b,c,d; ${rows.join("; ")}`)}`);
  await expect(cell.locator("h3")).toHaveText("Your own data: d from a, b, c");
  await cell.getByLabel("Use of column c").selectOption("unused");
  await expect(cell.locator("h3")).toHaveText("Your own data: d from a, b");
  await cell.getByLabel("Input on the axis").selectOption("b");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("inputs=a,b&outputs=d&x=b");
  await cell.getByLabel("Use of column d").selectOption("unused");
  await expect(cell.locator(".chooser .problem")).toContainText("allowed: at least one input and one output");
  await expect(cell.locator("h3")).toHaveText("Your own data: d from a, b");
  await cell.getByLabel("Use of column c").selectOption("output");
  await expect(cell.locator("h3")).toHaveText("Your own data: c from a, b");
});

test("six rows of Hooke's law get a straight line, whose coefficients are copied with all digits", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cell = await openData(page, "#data?polynomials=1");
  await paste(cell, "x,F\n1,0.52\n2,1.03\n3,1.49\n4,2.02\n5,2.51\n6,2.98\n");
  const table = cell.getByRole("table", { name: "Coefficients" });
  await expect(table.getByRole("row").filter({ hasText: "0.4934 ± 0.0040" })).toContainText("x");
  // No row is held out, and that is said.
  await expect(cell).toContainText("No rows are held out");
  await expect(cell).toContainText("ELU 32–32 has 1153 parameters for 6 numbers");
  await expect(cell.getByRole("table", { name: "Errors" }).locator("thead")).not.toContainText("held out");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("&holdout=0&");
  await cell.getByRole("button", { name: "Copy coefficients" }).click();
  await expect(cell.getByRole("button", { name: "Copied" })).toBeVisible();
  const rows = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").map((row) => row.split("\t"));
  expect(rows[0]).toEqual(["model", "output", "term", "value", "standard error"]);
  expect(rows[2].slice(0, 3)).toEqual(["polynomial, degree 1", "F", "x"]);
  expect(Number(rows[2][3])).toBeCloseTo(8.635 / 17.5, 14);
  // A larger table has held-out rows again.
  await paste(cell, line(40));
  await expect(cell.getByRole("table", { name: "Errors" }).locator("thead")).toContainText("held out8 rows");
});

test("errors beyond the data are told from those between", async ({ page }) => {
  const rows = Array.from({ length: 200 }, (_, i) => `${i / 20},${Math.sin(i / 20).toFixed(4)}`);
  const cell = await openCell(page, `#data?rows=${encodeURIComponent(`t,x; ${rows.join("; ")}`)}&held=high&nets=none&polynomials=5`);
  const head = cell.getByRole("table", { name: "Errors" }).locator("thead");
  await expect(head).toContainText(/beyond the data3\d rows/);
  const [inside, , , , beyond] = await errors(cell, "polynomial, degree 5").allTextContents();
  expect(Number(inside)).toBeLessThan(0.2);
  expect(Number(beyond)).toBeGreaterThan(3 * Number(inside));
});

test("a table too large for a link is kept, named, and asked for where it is missing", async ({ page, browser }) => {
  const text = line(5000);
  const cell = await openData(page, "#data?nets=elu:4&epochs=40");
  await choose(cell, "my line.csv", text);
  await expect(cell).toContainText("my_line.csv: 5,000 rows, 2 columns.");
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/table=[0-9a-f]{12}&name=my_line.csv/);
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(status(cell)).toContainText("done");
  const found = await cell.locator("output.bits").textContent();
  const link = await page.evaluate(() => location.hash);
  await page.reload();
  await expect(cell).toContainText("my_line.csv: 5,000 rows, 2 columns.");
  // Another browser does not have it.
  const context = await browser.newContext();
  const other = await context.newPage();
  const there = await openData(other, link);
  await expect(there).toContainText(/choose the file my_line.csv \(id [0-9a-f]{12}\)/);
  await choose(there, "other.csv", line(4999));
  await expect(there.locator(".chooser .problem")).toContainText("other.csv is another table");
  await expect(there.getByRole("button", { name: "Use it all the same" })).toBeVisible();
  await choose(there, "renamed.csv", text);
  await expect(there).toContainText("renamed.csv: 5,000 rows");
  await there.getByRole("button", { name: "Run", exact: true }).click();
  await expect(there.locator("output.bits")).toHaveText(found ?? "");
  await context.close();
});

test("a million rows are read while the page answers", async ({ page }) => {
  const cell = await openData(page, "#data?nets=elu:4&epochs=20&polynomials=1");
  const text = await page.evaluateHandle(() => {
    const rows = ["a,b,c"];
    for (let i = 0; i < 1e6; i++) rows.push(`${i % 997},${(i * 7) % 1013},${(i % 997) + 2 * ((i * 7) % 1013)}`);
    return new File([rows.join("\n")], "million.csv");
  });
  // The longest time that the page does not answer while it reads.
  await page.evaluate(() => {
    let last = performance.now();
    Object.assign(window, { longest: 0 });
    const tick = () => {
      const now = performance.now();
      Object.assign(window, { longest: Math.max(Reflect.get(window, "longest"), now - last) });
      last = now;
      requestAnimationFrame(tick);
    };
    tick();
  });
  await cell.getByLabel("CSV file").evaluate((/** @type {HTMLInputElement} */ input, file) => {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change"));
  }, text);
  await expect(cell).toContainText("million.csv: 1,000,000 rows, 3 columns.", { timeout: 60_000 });
  console.log(`longest frame ${Math.round(await page.evaluate(() => Reflect.get(window, "longest")))} ms`);
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(status(cell)).toContainText("done", { timeout: 60_000 });
  await expect(errors(cell, "polynomial, degree 1").nth(2)).toHaveText("1.000", { timeout: 60_000 });
});

/** A data cell with a small table of a file. @param {import("@playwright/test").Page} page */
async function chosenFile(page) {
  const cell = await openData(page, "#data?epochs=20");
  await choose(cell, "secret.csv", line(12));
  await expect(cell).toContainText("secret.csv: 12 rows");
  return cell;
}

test("before a link takes the rows of a file along, the reader is asked, once", async ({ page, context, browser }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const cell = await chosenFile(page);
  await expect(cell.locator(".sharing")).toContainText("Before a link takes them along, you are asked.");
  const copy = () => cell.getByRole("button", { name: "Copy link", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Rows in the link" });
  await page.evaluate(() => navigator.clipboard.writeText("nothing"));
  await copy();
  await expect(dialog).toContainText("all 12 rows of secret.csv");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await copied()).toBe("nothing");
  await copy();
  await dialog.getByRole("button", { name: "Without the rows" }).click();
  await expect.poll(copied).toMatch(/#data\?table=[0-9a-f]{12}&name=secret\.csv&holdout=0&epochs=20$/);
  await expect(cell.locator(".notice")).toHaveText("The link does not carry the 12 rows of secret.csv. Whoever opens it is asked for the file: send it along.");
  // What was decided holds for every way out, and outlives a reload.
  await page.reload();
  await cell.getByRole("button", { name: "Embed" }).click();
  await expect(page.getByLabel("As a plain frame")).toHaveValue(/table=[0-9a-f]{12}/);
  await expect(page.getByLabel("As a plain frame")).not.toHaveValue(/rows=/);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  // Whoever opens the link chooses the file, and has the same cell.
  const link = await copied();
  const other = await browser.newContext();
  const there = await other.newPage();
  await there.goto(link);
  await expect(there.locator("#linked")).toContainText("choose the file secret.csv");
  await choose(there.locator("#linked"), "secret.csv", line(12));
  await expect(there.locator("#linked")).toContainText("secret.csv: 12 rows");
  await other.close();
  await cell.locator(".sharing").getByRole("button", { name: "Ask again" }).click();
  await copy();
  await dialog.getByRole("button", { name: "With the rows" }).click();
  await expect.poll(copied).toContain("rows=t,x");
  await copy();
  await expect(dialog).toHaveCount(0);
});

test("a table is asked for although another tab has stored a choice since", async ({ page, context }) => {
  const other = await context.newPage();
  const before = await openData(other, "#data?epochs=20");
  const cell = await chosenFile(page);
  await choose(before, "other.csv", line(9));
  await expect(before).toContainText("other.csv: 9 rows");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("rows=");
  await page.reload();
  await cell.getByRole("button", { name: "Copy link", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Rows in the link" })).toContainText("all 12 rows of secret.csv");
});

for (const [way, name] of [["cited", "Cite"], ["shown as a QR code", "QR code"], ["embedded", "Embed"]]) {
  test(`a cell with the rows of a file asks before it is ${way}`, async ({ page }) => {
    const cell = await chosenFile(page);
    await cell.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toHaveAccessibleName("Rows in the link");
    await dialog.getByRole("button", { name: "Without the rows" }).click();
    await expect(dialog).toContainText(name === "QR code" ? "table=" : name === "Cite" ? "Cite this cell" : "Embed this cell");
    const text = await dialog.evaluate((element) => element.textContent + [...element.querySelectorAll("textarea")].map((area) => area.value).join());
    expect(text).toContain("table=");
    expect(text).not.toContain("rows=");
  });
}

test("a notebook's link asks for the rows of its cells, and leaves them out", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("index.html?notebook=first");
  await built(page);
  const text = "# Mine\n\n```data own\nepochs = 20\n```\n";
  await page.locator("input[type=file]").first().setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await expect(page.locator("h1")).toHaveText("Mine");
  await built(page);
  const cell = page.locator("#own");
  await choose(cell, "secret.csv", line(12));
  await expect(cell).toContainText("secret.csv: 12 rows");
  await page.locator("summary", { hasText: "Notebook" }).click();
  await page.getByRole("button", { name: "Copy link to this notebook" }).click();
  await page.getByRole("dialog", { name: "Rows in the link" }).getByRole("button", { name: "Without the rows" }).click();
  await expect(page.locator(".message")).toContainText("The link does not carry the 12 rows of secret.csv.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator("#own")).toContainText("choose the file secret.csv");
});

test("a link that came with rows is passed on without a question", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cell = await openData(page, "#data?rows=a,b%3B1,2%3B2,4%3B3,6");
  await cell.getByRole("button", { name: "Copy link", exact: true }).click();
  await expect(cell.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("rows=a,b");
});
