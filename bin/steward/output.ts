/** The command was used wrongly: exit status 2. */
export class UsageError extends Error {}

/** An answer on standard output: one JSON value for programs, or lines for people. */
export function answer(isJson: boolean | undefined, value: unknown, lines: () => string[]): void {
  console.log(isJson === true ? JSON.stringify(value, null, 2) : lines().join("\n"));
}

/** Rows as columns of equal width, two spaces apart. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** A whole number given as an option. @throws UsageError */
export function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${name} takes a whole number, not "${text}".`);
}
