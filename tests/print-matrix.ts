import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The committed matrix `tests/matrices/<noun>.txt`; with UPDATE_MATRICES=1 it is written first. */
export function committedMatrix(noun: string, printed: string): string {
  const path = fileURLToPath(new URL(`./matrices/${noun}.txt`, import.meta.url));
  if (process.env.UPDATE_MATRICES === "1") writeFileSync(path, printed);
  return readFileSync(path, "utf8");
}

/** A table of plain text: one row per state, one column per action. */
export function printMatrix(
  rows: readonly string[],
  columns: readonly string[],
  cell: (row: string, column: string) => string,
): string {
  const table = [
    ["", ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => cell(row, column))]),
  ];
  const widths = [0, ...columns].map((_, index) =>
    Math.max(...table.map((line) => line[index]?.length ?? 0)),
  );
  const lines = table.map((line) =>
    line
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
