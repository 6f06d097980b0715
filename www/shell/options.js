/** The options of an embedding page, in the query of the frame's address: `index.html?hide=controls,code&theme=dark#fit?…`. */

/** @typedef {"controls" | "code"} Part */
/** @typedef {"auto" | "light" | "dark"} Theme */
/**
 * `theme` is null where the page does not say; `autorun` is the number of epochs that may start by
 * themselves, 0 where none may; `problems` are the words that were not understood.
 * @typedef {{hide: Part[], theme: Theme | null, autorun: number, problems: string[]}} Options
 */

/** What can be hidden: the form and the buttons that change the cell; its spec as text. */
export const PARTS = /** @type {const} */ (["controls", "code"]);
export const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

/** Whether this page stands in a frame of another. */
export const framed = window.parent !== window;

/** Whether the page shows one cell alone: in a frame, or where the address has the word `embed`. */
export function isEmbedded() {
  return framed || new URLSearchParams(location.search).has("embed");
}

/**
 * Reads the options; what is not understood is a problem and changes nothing else.
 * @param {string} query
 * @param {number} [most] most epochs that a page may have started; `autorun` without a number means these
 * @returns {Options}
 */
export function readOptions(query, most = Infinity) {
  /** @type {Options} */
  const options = { hide: [], theme: null, autorun: 0, problems: [] };
  const refuse = (/** @type {string} */ key, /** @type {string} */ value, /** @type {string} */ allowed) =>
    void options.problems.push(`${key} = ${value}\n  allowed: ${allowed}`);
  for (const [key, value] of new URLSearchParams(query)) {
    if (key === "hide") {
      for (const word of value.split(",").map((one) => one.trim())) {
        const part = PARTS.find((one) => one === word);
        if (part) options.hide.push(part);
        else if (word !== "") refuse(key, word, PARTS.join(", "));
      }
    } else if (key === "theme") {
      options.theme = THEMES.find((one) => one === value) ?? null;
      if (!options.theme) refuse(key, value, THEMES.join(", "));
    } else if (key === "autorun") {
      const epochs = value === "" ? most : /^\d{1,9}$/.test(value) ? Number(value) : 0;
      if (epochs >= 1 && epochs <= most) options.autorun = epochs;
      else refuse(key, value, `a whole number of epochs from 1 to ${most}`);
    } else if (key !== "embed") {
      refuse(key, value, "hide, theme, autorun, embed");
    }
  }
  return options;
}
