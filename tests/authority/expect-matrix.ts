import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/**
 * Compares a table with the committed one in tests/matrices. A difference is a decision somebody has to make in
 * review; UPDATE_MATRICES=1 writes it down.
 */
export async function expectMatrix(name: string, rows: readonly (readonly string[])[]): Promise<void> {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const text = `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")}\n`;
  const path = `tests/matrices/${name}.txt`;
  if (process.env.UPDATE_MATRICES === "1") {
    mkdirSync("tests/matrices", { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
}
