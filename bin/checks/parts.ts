import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Failure,
  type PlaywrightReport,
  playwrightFailures,
  type VitestReport,
  vitestFailures,
} from "./failures.ts";
import { runCommand, runHeard } from "./run-command.ts";
import type { Tally } from "./tally.ts";

type Outcome = Pick<Tally, "passed" | "failures">;

/** A part that is one thing: it holds or it does not. */
export async function single(name: string, command: string, args: readonly string[]): Promise<Tally> {
  return timed(name, async () => {
    const { status, words } = await runHeard(command, args);
    return status === 0
      ? { passed: 1, failures: [] }
      : { passed: 0, failures: [{ file: "", name: "", message: words.trim() || `status ${status}` }] };
  });
}

/** A Vitest project, counted test by test. A run that wrote no report failed as a whole. */
export async function vitest(project: string): Promise<Tally> {
  return timed(project, () =>
    withReport(async (file) => {
      const uncaughtFile = `${file}.uncaught`;
      const reporters = ["dot", "json", "./bin/checks/uncaught-reporter.ts"].map(
        (name) => `--reporter=${name}`,
      );
      const status = await runCommand(
        "vitest",
        ["run", "--project", project, ...reporters, `--outputFile.json=${file}`],
        { STEWARD_UNCAUGHT_FILE: uncaughtFile },
      );
      const report = readReport<VitestReport>(file);
      const failures = [
        ...(report === undefined ? [] : vitestFailures(report)),
        ...(readReport<readonly Failure[]>(uncaughtFile) ?? []),
      ];
      return { passed: report?.numPassedTests ?? 0, failures: orWhole(failures, status) };
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
      const report = readReport<PlaywrightReport>(file);
      return {
        passed: report?.stats.expected ?? 0,
        failures: orWhole(
          report === undefined ? [] : playwrightFailures(report),
          report ? status : status || 1,
        ),
      };
    }),
  );
}

/** A run that failed though no test of it did, such as by an error that nobody caught. */
function orWhole(failures: readonly Failure[], status: number): readonly Failure[] {
  if (failures.length > 0 || status === 0) return failures;
  return [{ file: "", name: "", message: `The run ended with status ${status}; it says why further up.` }];
}

async function timed(name: string, work: () => Promise<Outcome>): Promise<Tally> {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const outcome = await work();
  return { name, ...outcome, seconds: (performance.now() - startedAt) / 1000 };
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
