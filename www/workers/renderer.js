/** A worker that renders one long notebook, so that the page stays free. */

import init, { render } from "../pkg/text.js";

self.onmessage = async (/** @type {MessageEvent<string>} */ { data }) => {
  try {
    await init();
    self.postMessage(JSON.parse(render(data)));
  } catch (error) {
    // The page receives it as an error of this worker.
    setTimeout(() => {
      throw error;
    });
  }
};
