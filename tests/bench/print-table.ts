import type { Load, Spread } from "./measure.ts";
import { ratios, spread } from "./measure.ts";

/** Prints rows under a title, columns aligned: the first to the left, figures to the right. */
export function printTable(title: string, header: readonly string[], rows: readonly string[][]): void {
  const widths = header.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  console.log(`\n${title}`);
  console.log(line(header));
  console.log(widths.map((width) => "-".repeat(width)).join("  "));
  for (const row of rows) console.log(line(row));
}

/** One row per variant: rate, ratio to the baseline of the same round, latency. */
export function printLoads<Name extends string>(
  title: string,
  results: Record<Name, Load[]>,
  baseline: NoInfer<Name>,
): void {
  const base = results[baseline].map((load) => load.perSecond);
  const rows = Object.entries<Load[]>(results).map(([name, loads]) => {
    const rates = loads.map((load) => load.perSecond);
    return [
      name,
      formatSpread(spread(rates), rate),
      name === baseline ? "baseline" : formatSpread(ratios(rates, base), times),
      milliseconds(spread(loads.map((load) => load.p50)).median),
      milliseconds(spread(loads.map((load) => load.p95)).median),
      milliseconds(spread(loads.map((load) => load.p99)).median),
    ];
  });
  printTable(title, ["", "per second", "ratio", "p50 ms", "p95 ms", "p99 ms"], rows);
}

/** `median (min-max)`. */
export function formatSpread({ median, min, max }: Spread, format: (value: number) => string): string {
  return `${format(median)} (${format(min)}-${format(max)})`;
}

export const rate = (value: number) => Math.round(value).toLocaleString("en");
export const times = (value: number) => `${value.toFixed(2)}x`;
export const milliseconds = (value: number) => value.toFixed(value < 10 ? 2 : 1);
