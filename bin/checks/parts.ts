import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";
import type { Tally } from "./tally.ts";

type Counts = Pick<Tally, "passed" | "failed">;

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** A part that is one thing: it holds or it does not. */
export async function single(name: string, command: string, args: readonly string[]): Promise<Tally> {
  return timed(name, async () => {
    const status = await runCommand(command, args);
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  });
}

/** A Vitest project, counted test by test. A run that wrote no report failed as a whole. */
export async function vitest(project: string): Promise<Tally> {
  return timed(project, () =>
    withReport(async (file) => {
      const status = await runCommand("vitest", [
        ...["run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`],
      ]);
      const report = readReport<VitestReport>(file);
      return {
        passed: report?.numPassedTests ?? 0,
        // A file that cannot even be loaded fails no test, and yet the run failed.
        failed: Math.max(report?.numFailedTests ?? 0, status === 0 ? 0 : 1),
      };
    }),
  );
}

/** The browser journeys, counted test by test. */
export async function playwright(environment: Record<string, string>): Promise<Tally> {
  return timed("browser", () =>
    withReport(async (file) => {
      const status = await runCommand("playwright", ["test", "--config", "tests/e2e/playwright.config.ts"], {
        ...environment,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      });
      const stats = readReport<PlaywrightReport>(file)?.stats;
      if (stats === undefined) return { passed: 0, failed: 1 };
      // A journey that was not walked, because one before it failed, proved nothing.
      const failed = stats.unexpected + stats.flaky + stats.skipped;
      return { passed: stats.expected, failed: Math.max(failed, status === 0 ? 0 : 1) };
    }),
  );
}

async function timed(name: string, work: () => Promise<Counts>): Promise<Tally> {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const counts = await work();
  return { name, ...counts, seconds: (performance.now() - startedAt) / 1000 };
}

async function withReport<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "steward-report-"));
  try {
    return await work(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}
