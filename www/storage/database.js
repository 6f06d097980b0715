/** The databases of this browser: the one place that opens them. */

/** No storage at all: a private window or a sandboxed frame. */
export class Refused extends Error {}

/**
 * Opens a database when it is first needed, and once more after the browser has closed it.
 * @param {string} name @param {number} version
 * @param {(database: IDBDatabase) => void} prepare adds what a database of an older version lacks
 * @returns {() => Promise<IDBDatabase>}
 */
export function opener(name, version, prepare) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  return () => {
    opening ??= new Promise((resolve, reject) => {
      const refuse = () => reject(new Refused("this browser or frame allows no storage"));
      try {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => prepare(request.result);
        request.onerror = refuse;
        request.onsuccess = () => {
          // A newer page in another tab, or a reader who clears this site's data, must not wait for this one.
          request.result.onversionchange = () => {
            request.result.close();
            opening = undefined;
          };
          request.result.onclose = () => (opening = undefined);
          resolve(request.result);
        };
      } catch {
        refuse();
      }
    });
    opening.catch(() => (opening = undefined));
    return opening;
  };
}

/** The result of a request. @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Whether two keys name the same record. @param {IDBValidKey} a @param {IDBValidKey} b */
export const sameKey = (a, b) => indexedDB.cmp(a, b) === 0;
