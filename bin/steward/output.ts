import { printable, printableJson, printableLines } from "./printable.ts";

/** The command was used wrongly: exit status 2. */
export class UsageError extends Error {}

/**
 * An answer on standard output: one JSON value for programs, or lines for people. Whatever text it quotes, it does
 * nothing to a terminal.
 */
export function answer(isJson: boolean | undefined, value: unknown, lines: () => string[]): void {
  console.log(isJson === true ? printableJson(value) : lines().map(printable).join("\n"));
}

/** A remark on standard error, beside the answer or in its place. */
export function remark(text: string): void {
  console.error(printableLines(text));
}

/** Rows as columns of equal width, two spaces apart. */
export function aligned(given: readonly (readonly string[])[]): string[] {
  const rows = given.map((row) => row.map(printable));
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
