/** The three browsers and how each is started; `build.sh` says where their drivers are. */

import config from "./playwright.config.js";

const { CHROMEDRIVER = "chromedriver", GECKODRIVER = "geckodriver", WEBKIT_DRIVER = "WebKitWebDriver", MINIBROWSER, BROWSER_PATH } = process.env;
const chromium = { binary: BROWSER_PATH, args: ["--headless=new", ...(config.use?.launchOptions?.args ?? [])] };
const webkit = MINIBROWSER ? { "webkitgtk:browserOptions": { binary: MINIBROWSER, args: ["--automation"] } } : {};

/** The command of a driver, its port, and the capabilities to ask for. @typedef {[string[], number, object]} Start */

/** @type {Start} */
export const CHROMIUM = [[CHROMEDRIVER, "--port=4711"], 4711, { "goog:chromeOptions": chromium }];
/** @type {Start} */
export const FIREFOX = [[GECKODRIVER, "--port=4712"], 4712, { "moz:firefoxOptions": { args: ["-headless"] } }];
/** @type {Start} */
export const WEBKIT = [["xvfb-run", "-a", WEBKIT_DRIVER, "--port=4713"], 4713, webkit];
