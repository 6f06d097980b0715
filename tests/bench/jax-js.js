/** The same networks, batches and Adam in jax-js: one jitted step an epoch, with the draws and Adam inside. */

import { CASES } from "./cases.js";

/** @typedef {any} Tensor jax-js frees a tensor once it was used: `.ref` keeps it for another use. */
/** @typedef {{weight: Tensor, bias: Tensor}[]} Stack */

/**
 * Starts a training; gives the function that trains one epoch and waits for its loss.
 *
 * jax-js starts a worker for each core that the browser tells of. With one thread it works in the page's own, which
 * spares it the messages.
 * @param {keyof CASES} name @param {number} threads
 */
export async function jaxTraining(name, threads) {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: threads });
  const address = new URL("node_modules/@jax-js/jax/dist/index.js", import.meta.url).href;
  const jax = /** @type {any} */ (await import(address));
  const { numpy: np, nn, random } = jax;
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  const { samples, activation, lr, ...shape } = /** @type {any} */ (CASES[name]);

  /** Weights and biases, uniform in ±1/√in as PyTorch draws them. @param {number[]} widths @returns {Stack} */
  const layers = (widths, seed = widths.length) =>
    widths.slice(1).map((width, i) => {
      const bound = 1 / Math.sqrt(widths[i]);
      const draw = (/** @type {number[]} */ size, /** @type {number} */ n) =>
        random.uniform(random.key(100 * seed + 2 * i + n), size, { minval: -bound, maxval: bound });
      return { weight: draw([widths[i], width], 0), bias: draw([width], 1) };
    });
  /** @param {Stack} stack @param {Tensor} x */
  const forward = (stack, x) =>
    stack.reduce((x, { weight, bias }, i) => {
      const sum = np.matmul(x, weight).add(bias);
      return i + 1 < stack.length ? nn[activation](sum) : sum;
    }, x);
  /** @param {Tensor} key @param {number[]} size @param {number} mean @param {number} deviation */
  const normal = (key, size, mean, deviation) => random.normal(key, size).mul(deviation).add(mean);

  /** Mean squared error on x + 10. @param {Stack[]} net @param {Tensor} key */
  function fitLoss([stack], key) {
    const x = normal(key, [samples, 1], 0, 1);
    return np.mean(np.square(forward(stack, x.ref).sub(x.add(10))));
  }

  /** The β-VAE's loss on the driven oscillator. @param {Stack[]} net @param {Tensor} key */
  function scinetLoss([encoder, decoder], key) {
    const [forOmega, forGamma, forLatent] = random.split(key, 3);
    const omega = normal(forOmega, [samples, 1], 1.5, 0.1);
    const gamma = np.clip(np.abs(normal(forGamma, [samples, 1], 0.5, 0.1)), 1e-3, 1);
    const friction = gamma.ref.mul(omega.ref).mul(2);
    const stiffness = np.subtract(1, np.square(omega.ref));
    const amplitude = np.reciprocal(np.sqrt(np.square(friction.ref).add(np.square(stiffness.ref))));
    const truth = np.concatenate([np.atan2(friction, stiffness), amplitude], 1);
    const latent = shape.decoder[0];
    const [mean, lnSigma] = np.split(forward(encoder, np.concatenate([omega, gamma], 1)), 2, 1);
    const sigma = np.exp(lnSigma.ref);
    const answer = forward(decoder, mean.ref.add(sigma.ref.mul(random.normal(forLatent, [samples, latent]))));
    const squares = np.sum(np.square(answer.sub(truth)));
    const divergence = np.sum(np.square(mean).add(np.square(sigma)).sub(1).sub(lnSigma.mul(2)));
    return squares.add(divergence.mul(0.01 * 0.5)).div(samples);
  }

  const loss = shape.scinet ? scinetLoss : fitLoss;
  const net = shape.scinet ? [layers(shape.encoder), layers(shape.decoder)] : [layers(shape.widths)];
  const [start, form] = jax.tree.flatten(net);
  const zeros = () => start.map((/** @type {Tensor} */ value) => np.zeros(value.shape));

  /** One epoch: draws, gradient and Adam. @param {Tensor[]} parameters @param {Tensor[]} m @param {Tensor[]} v @param {Tensor} t @param {Tensor} key */
  function step(parameters, m, v, t, key) {
    const [next, now] = random.split(key, 2);
    const [value, gradient] = jax.valueAndGrad(loss)(jax.tree.unflatten(form, parameters.map((p) => p.ref)), now);
    const gradients = jax.tree.leaves(gradient);
    const after = t.add(1);
    const unbiased = (/** @type {number} */ beta) => np.reciprocal(np.subtract(1, np.exp(after.ref.mul(Math.log(beta)))));
    const [first, second] = [unbiased(0.9), unbiased(0.999)];
    const averages = m.map((m, i) => m.mul(0.9).add(gradients[i].ref.mul(0.1)));
    const squares = v.map((v, i) => v.mul(0.999).add(np.square(gradients[i]).mul(0.001)));
    const moved = parameters.map((p, i) => {
      const size = np.sqrt(squares[i].ref.mul(second.ref)).add(1e-8);
      return p.sub(averages[i].ref.mul(first.ref).mul(lr).div(size));
    });
    first.dispose();
    second.dispose();
    return { state: [moved, averages, squares, after, next], value };
  }

  const jitted = jax.jit(step);
  let state = [start, zeros(), zeros(), np.array(0), random.key(1)];
  return async () => {
    const { state: after, value } = jitted(...state);
    state = after;
    const [loss] = threads === 1 ? value.dataSync() : await value.data();
    return loss;
  };
}
