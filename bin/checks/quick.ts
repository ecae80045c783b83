import { existsSync } from "node:fs";
import { single, vitest } from "./parts.ts";
import type { Tally } from "./tally.ts";

/** Everything that needs no database and no browser: format, lint, types, structure, model tests. Seconds. */
export async function quickChecks(): Promise<Tally[]> {
  const tallies = [await single("database client", "prisma", ["generate"])];
  // Written by Next; types of pages and styles need it.
  if (!existsSync("next-env.d.ts")) tallies.push(await single("route types", "next", ["typegen"]));
  tallies.push(
    await single("format and lint", "biome", ["ci", "--diagnostic-level=error", "."]),
    await single("types", "tsc", ["--noEmit"]),
    await vitest("model"),
  );
  return tallies;
}
