import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "model",
          // Properties run thousands of cases: a busy machine takes its time, and a hang is still found.
          testTimeout: 60_000,
          include: [
            "app/**/*.test.ts",
            "lib/**/*.test.ts",
            "components/**/*.test.ts",
            "bin/**/*.test.ts",
            "tests/structure/*.test.ts",
          ],
        },
      },
      {
        test: {
          name: "integration",
          // Each file has a database of its own, and a process for each would take longer than most of them.
          pool: "threads",
          maxWorkers: 2,
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/setup/postgres.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "authority",
          include: ["tests/authority/**/*.test.ts"],
          globalSetup: ["tests/setup/postgres.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
