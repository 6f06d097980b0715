/** What differs in `activation` cells: one figure of all activation functions. */

import { Figure } from "../cell/figure/figure.js";

/** @type {import("../cell/kind.js").Kind} */
export const activation = {
  name: "activation",
  opens: true,
  figures: (cell, options) => [new Figure(cell, "activation", options)],
};
