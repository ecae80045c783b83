import { defineConfig } from "@playwright/test";

/** Started by `npm test`, which brings up a house of its own and says where it is. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.journey.ts",
  // Journeys share one organization and build on each other's servers by name, never by order across files.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json"]],
  outputDir: "../../test-results",
  use: {
    baseURL: process.env.STEWARD_TEST_URL ?? "http://localhost:3000",
    viewport: { width: 1360, height: 900 },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    // Without a film of it: drawing one slows every journey down, and a failed one has its last picture.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
