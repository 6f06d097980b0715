/** The one Playwright of tests and benchmarks: it refuses to be loaded twice. */

export { chromium } from "@playwright/test";
