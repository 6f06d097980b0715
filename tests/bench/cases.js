/** What is timed: the same five networks in every engine. */

const SHARED = { scinet: false, input: 1, samples: 2048, lr: 1e-4 };

/**
 * A case: its link for our engines, and the same as numbers for the others. Widths go from input to
 * output; a SciNet's encoder ends in means and ln σ of five latent variables.
 */
export const CASES = {
  scinet: {
    link: "#scinet?epochs=1000000",
    activation: "elu",
    encoder: [2, 500, 100, 10],
    decoder: [5, 100, 150, 2],
    ...SHARED,
    scinet: true,
  },
  relu8: { link: "#fit?nets=relu:8&polynomials=none&epochs=1000000", activation: "relu", widths: [1, 8, 1], ...SHARED },
  elu8: { link: "#fit?nets=elu:8&polynomials=none&epochs=1000000", activation: "elu", widths: [1, 8, 1], ...SHARED },
  relu128: { link: "#fit?nets=relu:128&polynomials=none&epochs=1000000", activation: "relu", widths: [1, 128, 1], ...SHARED },
  elu128: { link: "#fit?nets=elu:128&polynomials=none&epochs=1000000", activation: "elu", widths: [1, 128, 1], ...SHARED },
};

/**
 * Floating-point operations of the matrix products of a SciNet epoch: forwards, by weights, and by
 * inputs, which the first layer does not need.
 */
export function scinetOperations() {
  const { encoder, decoder, samples } = CASES.scinet;
  const products = [encoder, decoder].map((widths) => widths.slice(1).map((width, i) => width * widths[i]));
  const all = products.flat().reduce((sum, n) => sum + n, 0);
  return 2 * samples * (3 * all - products[0][0]);
}

/** @param {number[]} values */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
