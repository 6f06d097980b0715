/** Edits of the last moment before a page ends, kept where the browser writes at once until they are stored. */

const PREFIX = "scinet-edits ";

/**
 * `kept` is the time of the stored edits that these follow, `steps` what was done to come here, as it is stored.
 * @typedef {{text: string, kept: number, steps?: {base: string | null, history: import("../notebook/history.js").Stored}}} LastWords
 */

/** @param {string} key of a notebook @param {LastWords} words */
export function leaveWords(key, words) {
  // The text comes first: the steps are left out where there is no room for both.
  for (const one of [words, { text: words.text, kept: words.kept }]) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(one));
      return;
    } catch {
      // Storage is refused or full: what was stored before stays.
    }
  }
}

/** Takes what was left for a notebook. @param {string} key @returns {LastWords | null} */
export function takeWords(key) {
  try {
    const words = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
    localStorage.removeItem(PREFIX + key);
    return typeof words?.text === "string" && typeof words.kept === "number" ? words : null;
  } catch {
    return null;
  }
}
