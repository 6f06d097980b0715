/** The rows of a reader's table in links: the reader is asked once for each table whether links carry them. */

import { unshared } from "../pkg/page.js";
import { framed } from "../shell/options.js";
import { h } from "../shell/tools/dom.js";
import { whole } from "../shell/tools/numbers.js";

/** Whether the links of a table carry its rows, or whether the reader will be asked. @typedef {"ask" | "with" | "without"} Choice */
/** A link to pass on, and what its sender must know of it, or "". @typedef {{link: string, note: string}} Shareable */

const KEY = "scinet-own-tables";
/** Tables whose choices are kept; the oldest make room. */
const MOST = 1000;

/** The tables that were chosen or pasted in this browser, by their ids, the oldest first. @type {Map<string, Choice>} */
const choices = new Map();
recall();

/** Takes up what was stored, by other tabs too. */
function recall() {
  try {
    for (const [id, choice] of JSON.parse(localStorage.getItem(KEY) ?? "[]")) {
      if (typeof id === "string" && (choice === "ask" || choice === "with" || choice === "without")) choices.set(id, choice);
    }
  } catch {
    // Without storage the choices last as long as the page.
  }
}

/** @param {string} id @param {Choice} choice */
function choose(id, choice) {
  recall();
  choices.delete(id);
  choices.set(id, choice);
  const [oldest] = choices.keys();
  if (choices.size > MOST) choices.delete(oldest);
  try {
    localStorage.setItem(KEY, JSON.stringify([...choices]));
  } catch {
    // As above.
  }
}

/** Takes note of a table that was chosen or pasted here; one that came in a link was passed on already. @param {string} id */
export function own(id) {
  recall();
  if (!choices.has(id)) choose(id, "ask");
}

/** What holds for the rows of a link: `null` where it has none, or where they came in a link. @param {string} link */
export function choiceOf(link) {
  const found = unshared(link);
  return found ? (choices.get(found[1]) ?? null) : null;
}

/** The link that other pages may receive without a question: with rows only if they came in a link or the reader has passed them on. @param {string} link */
export function publicLink(link) {
  const found = unshared(link);
  const choice = found && choices.get(found[1]);
  return found && (choice === "ask" || choice === "without") ? found[0] : link;
}

/** Has the next link of this table ask again. @param {string} link */
export function askAgain(link) {
  const found = unshared(link);
  if (found) choose(found[1], "ask");
}

/**
 * The link to pass on; asks where it would carry rows that were not passed on yet. `null` if the sender wants none.
 * @param {string} link @param {{file: string, n_rows: number}} table as the cell shows it
 * @returns {Promise<Shareable | null>}
 */
export async function shareable(link, table) {
  const found = unshared(link);
  if (!found) return { link, note: /[?&]table=/.test(link) ? missing(table) : "" };
  const [bare, id] = found;
  recall();
  let choice = choices.get(id) ?? "with";
  if (choice === "ask") {
    const answer = await ask(table);
    if (answer === null) return null;
    choose(id, (choice = answer));
  }
  return choice === "with" ? { link, note: "" } : { link: bare, note: missing(table) };
}

/** @param {{file: string, n_rows: number}} table */
const missing = ({ file, n_rows }) => `The link does not carry the ${whole(n_rows)} rows of ${named(file)}. Whoever opens it is asked for the file: send it along.`;

/** @param {string} file */
const named = (file) => file || "your table";

/** @param {{file: string, n_rows: number}} table @returns {Promise<"with" | "without" | null>} */
function ask({ file, n_rows }) {
  return new Promise((resolve) => {
    /** @type {"with" | "without" | null} */
    let answer = null;
    const button = (/** @type {string} */ label, /** @type {typeof answer} */ given) =>
      h("button", { type: "button", onclick: () => ((answer = given), dialog.close()) }, label);
    const dialog = h(
      "dialog",
      { class: "embed rows", "aria-label": "Rows in the link" },
      h("h3", {}, "Shall the link carry your rows?"),
      h("p", {}, `With all ${whole(n_rows)} rows of ${named(file)} in it, whoever gets the link can read them and sees the cell at once. Without them, whoever opens it is asked for the file.`),
      h("div", { class: "choices" }, button("With the rows", "with"), button("Without the rows", "without"), button("Cancel", null)),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    if (framed) dialog.style.marginTop = "8px";
    dialog.showModal();
  });
}
