/** The part of W3C WebDriver that the tests need to drive any browser: start it, open a page, read it, end it. */

import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Starts a driver on a port and a browser by it.
 * @param {string[]} command that starts the driver, its arguments after it
 * @param {number} port that the driver listens on
 * @param {object} capabilities
 */
export async function startBrowser(command, port, capabilities) {
  const driver = spawn(command[0], command.slice(1), { stdio: "ignore", detached: true });
  let missing = "";
  driver.on("error", (error) => (missing = error.message));
  const base = `http://127.0.0.1:${port}`;
  /** @param {string} method @param {string} path @param {object} [body] */
  async function call(method, path, body) {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(value?.message ?? `${method} ${path}: ${response.status}`);
    return value;
  }
  /** The driver may have children of its own, such as an X server. */
  const end = () => {
    if (driver.pid !== undefined) process.kill(-driver.pid);
  };
  for (let tries = 0; ; tries++) {
    if (missing) throw new Error(missing);
    const status = await call("GET", "/status").catch(() => null);
    if (status) break;
    if (tries > 100) {
      end();
      throw new Error(`${command[0]} does not answer`);
    }
    await sleep(100);
  }
  try {
    const { sessionId, capabilities: found } = await call("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    const session = `/session/${sessionId}`;
    return {
      version: `${found.browserName} ${found.browserVersion}`,
      /** @param {string} url */
      open: (url) => call("POST", `${session}/url`, { url }),
      /** The screen as a PNG in base 64. @returns {Promise<string>} */
      picture: () => call("GET", `${session}/screenshot`),
      reload: () => call("POST", `${session}/refresh`, {}),
      /** Moves and presses the mouse. @param {object[]} actions */
      act: (actions) => call("POST", `${session}/actions`, { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] }),
      /** Runs the body of a function in the page and gives what it returns. @param {string} script */
      run: (script) => call("POST", `${session}/execute/sync`, { script, args: [] }),
      async close() {
        await call("DELETE", session).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
