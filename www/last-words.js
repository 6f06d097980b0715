/** Edits of the last moment before a page goes: kept where the browser writes at once, until they are stored. */

const PREFIX = "scinet-edits ";

/** @typedef {{text: string, kept: number}} LastWords `kept` is the time of the stored edits that these follow */

/** @param {string} key of a notebook @param {LastWords} words */
export function leaveWords(key, words) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(words));
  } catch {
    // Storage is refused or full: what was stored before stays.
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
