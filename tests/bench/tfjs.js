/** The same networks, batches and Adam in TensorFlow.js, as its own guide would have one write them. */

const tf = /** @type {any} */ (Reflect.get(globalThis, "tf"));

/**
 * Weights and biases, uniform in ±1/√in as PyTorch draws them.
 * @param {number[]} widths
 */
function layers(widths) {
  return widths.slice(1).map((width, i) => {
    const bound = 1 / Math.sqrt(widths[i]);
    return {
      weight: tf.variable(tf.randomUniform([widths[i], width], -bound, bound)),
      bias: tf.variable(tf.randomUniform([width], -bound, bound)),
    };
  });
}

/** @param {any[]} stack @param {any} x @param {"relu" | "elu"} activation */
function forward(stack, x, activation) {
  return stack.reduce((x, { weight, bias }, i) => {
    const sum = tf.add(tf.matMul(x, weight), bias);
    return i + 1 < stack.length ? tf[activation](sum) : sum;
  }, x);
}

/** A normal batch: tf.randomNormal draws in plain JavaScript, as it does for every user. @param {number[]} shape @param {number} mean @param {number} deviation */
const normal = (shape, mean, deviation) => tf.randomNormal(shape, mean, deviation);

/** Phase and amplitude of the driven oscillator. @param {any} omega @param {any} gamma */
function oscillator(omega, gamma) {
  const friction = tf.mul(2, tf.mul(gamma, omega));
  const stiffness = tf.sub(1, tf.square(omega));
  const amplitude = tf.rsqrt(tf.add(tf.square(friction), tf.square(stiffness)));
  return tf.concat([tf.atan2(friction, stiffness), amplitude], 1);
}

/**
 * Starts a training; gives the function that trains one epoch and waits for its loss.
 * @param {any} options a case of cases.js
 * @param {"wasm" | "cpu"} backend @param {number} threads
 */
export async function tfjsTraining(options, backend, threads) {
  if (backend === "wasm") {
    tf.wasm.setWasmPaths(new URL("node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).href);
    // TensorFlow.js takes at most half of the cores that the browser tells of.
    Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 * threads });
    tf.wasm.setThreadsCount(threads);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  await tf.ready();
  if (backend === "wasm" && tf.wasm.getThreadsCount() !== threads) throw new Error(`TensorFlow.js runs ${tf.wasm.getThreadsCount()} threads`);
  const { samples, activation, lr } = options;
  const optimiser = tf.train.adam(lr, 0.9, 0.999, 1e-8);
  /** @type {() => any} */
  let loss;
  if (options.scinet) {
    const encoder = layers(options.encoder);
    const decoder = layers(options.decoder);
    const latent = options.decoder[0];
    loss = () => {
      const omega = normal([samples, 1], 1.5, 0.1);
      const gamma = tf.clipByValue(tf.abs(normal([samples, 1], 0.5, 0.1)), 1e-3, 1);
      const [mean, lnSigma] = tf.split(forward(encoder, tf.concat([omega, gamma], 1), activation), [latent, latent], 1);
      const sigma = tf.exp(lnSigma);
      const answer = forward(decoder, tf.add(mean, tf.mul(sigma, normal([samples, latent], 0, 1))), activation);
      const squares = tf.sum(tf.square(tf.sub(answer, oscillator(omega, gamma))));
      const divergence = tf.sum(tf.sub(tf.sub(tf.add(tf.square(mean), tf.square(sigma)), tf.mul(2, lnSigma)), 1));
      return tf.div(tf.add(squares, tf.mul(0.01 * 0.5, divergence)), samples);
    };
  } else {
    const stack = layers(options.widths);
    loss = () => {
      const x = normal([samples, 1], 0, 1);
      return tf.mean(tf.square(tf.sub(forward(stack, x, activation), tf.add(x, 10))));
    };
  }
  return async () => {
    const value = optimiser.minimize(loss, true);
    const [number] = await value.data();
    value.dispose();
    return number;
  };
}
