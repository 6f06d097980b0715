/** What differs in `diagram` cells: the drawing of an architecture. */

/** @type {import("../cell/kind.js").Kind} */
export const diagram = {
  name: "diagram",
  heights: () => 380,
  title: () => "Architecture",
};
