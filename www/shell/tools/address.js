/** The link in the address bar, and links to copy. */

/** What stands between a kind and its keys, also where a program has encoded the address once more or several times. */
const KEYS = /\?|%(25)*3F/i;

/** The fragment, where it is a cell rather than a place in the text. @param {{word: string}[]} kinds */
export function linkedCell(kinds) {
  const fragment = location.hash.slice(1);
  // A link that came in a mail may end with its full stop, or have further keys after it.
  const word = /^[\w-]*/.exec(fragment)?.[0];
  return KEYS.test(fragment) || kinds.some((kind) => kind.word === word) ? `#${fragment}` : null;
}

/** The whole address of a link, of this page and no notebook of it in particular. @param {string} link */
export function address(link) {
  return new URL(link, location.href.split(/[?#]/, 1)[0]).href;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pending;

/**
 * Keeps the address bar in step with a linked cell, without a new step in the history. Browsers
 * limit how often it may change, and dragging a figure changes it with every pixel: it waits for rest.
 * @param {string} link
 */
export function showLink(link) {
  clearTimeout(pending);
  const { href } = location;
  pending = setTimeout(() => {
    // A reader who has gone elsewhere in the meantime stays there.
    if (location.href === href) history.replaceState(history.state, "", link);
  }, 250);
}

/**
 * Copies text; returns whether the browser allowed it.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
