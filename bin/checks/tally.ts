/** What a part of the checks came to. */
export interface Tally {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

/** One line per part, and the line that everything ends with. */
export function report(tallies: readonly Tally[]): { text: string; isGood: boolean } {
  const width = Math.max(...tallies.map(({ name }) => name.length));
  const lines = tallies.map(
    ({ name, passed, failed, seconds }) =>
      `  ${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(3)} failed  ${seconds.toFixed(1).padStart(6)} s`,
  );
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return { text: `\n${lines.join("\n")}\n\n${passed} passed, ${failed} failed`, isGood: failed === 0 };
}
