import { type Failure, failureText } from "./failures.ts";

/** What a part of the checks came to. */
export interface Tally {
  name: string;
  passed: number;
  /** One for each thing that failed. */
  failures: readonly Failure[];
  seconds: number;
}

/** What failed, one line per part, and the line that everything ends with. */
export function report(tallies: readonly Tally[]): { text: string; isGood: boolean } {
  const width = Math.max(...tallies.map(({ name }) => name.length));
  const lines = tallies.map(
    ({ name, passed, failures, seconds }) =>
      `  ${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failures.length).padStart(3)} failed  ${seconds.toFixed(1).padStart(6)} s`,
  );
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failures.length, 0);
  const blocks = [lines.join("\n"), ...(failed > 0 ? [failureText(tallies)] : [])];
  return { text: `\n${blocks.join("\n\n")}\n\n${passed} passed, ${failed} failed`, isGood: failed === 0 };
}
