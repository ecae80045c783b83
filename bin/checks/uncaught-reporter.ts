import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, SerializedError } from "vitest/node";
import { ROOT } from "#bin/up/settings.ts";
import type { Failure } from "./failures.ts";

/** Writes down errors that no test caught: they fail a run, and Vitest's JSON report does not know them. */
export default class UncaughtReporter implements Reporter {
  onTestRunEnd(_modules: unknown, errors: readonly SerializedError[]): void {
    const file = process.env.STEWARD_UNCAUGHT_FILE;
    if (file === undefined || errors.length === 0) return;
    writeFileSync(file, JSON.stringify(errors.map(toFailure)));
  }
}

function toFailure(error: SerializedError): Failure {
  const test =
    typeof error.VITEST_TEST_NAME === "string" ? `, while or after "${error.VITEST_TEST_NAME}" ran` : "";
  return {
    file: typeof error.VITEST_TEST_PATH === "string" ? relative(ROOT, error.VITEST_TEST_PATH) : "",
    name: `(an error that no test caught${test})`,
    message: error.stack ?? `${error.name ?? "Error"}: ${error.message}`,
  };
}
