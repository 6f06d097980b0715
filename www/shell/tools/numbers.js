/** Whole numbers as people read them: 50,000. */

/** @type {Intl.NumberFormat | undefined} made when first needed: the page starts sooner without it */
let format;

/** @param {number} value */
export function whole(value) {
  format ??= new Intl.NumberFormat("en-US");
  return format.format(value);
}
