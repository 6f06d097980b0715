/** What differs in `surface` cells: the surfaces and slices of the oscillator that the spec names. */

/** @type {import("../cell/kind.js").Kind} */
export const surface = {
  name: "surface",
  heights: (name) => (name.startsWith("slices") ? 280 : 380),
};
