/** The module that trains: compiled once for all workers, when the first of them needs it. */

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled;

export function trainer() {
  compiled ??= WebAssembly.compileStreaming(fetch(new URL("../pkg/trainer_bg.wasm", import.meta.url))).catch((error) => {
    // The next one who asks tries again.
    compiled = undefined;
    throw error;
  });
  return compiled;
}
