/** The page in a real browser; `BROWSER_PATH` comes from build.sh. */

import { defineConfig } from "@playwright/test";

const port = Number(process.env.PORT ?? 8437);

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/playwright",
  reporter: "list",
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.BROWSER_PATH,
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `python3 serve.py ../.. ${port}`,
    url: `http://127.0.0.1:${port}/index.html`,
    reuseExistingServer: false,
  },
});
