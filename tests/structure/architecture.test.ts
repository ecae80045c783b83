import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import { describe, expect, test } from "vitest";
import configuration from "../../.dependency-cruiser.mjs";

const LINES_MAX = 300;

const files = ["lib", "app", "components", "bin"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  .filter((path) => !path.startsWith("lib/kernel/generated"));
const sources = files.filter((path) => !path.endsWith(".test.ts"));

function offenders(paths: readonly string[], pattern: RegExp): string[] {
  return paths.filter((path) => pattern.test(withoutComments(readFileSync(path, "utf8"))));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

describe("import law", () => {
  test("rooms import only what lies below them, stores stay private, nothing goes in circles", async () => {
    const { output } = await cruise(["lib", "app", "components", "bin"], {
      ruleSet: configuration,
      validate: true,
      ...configuration.options,
    });
    if (typeof output === "string") throw new Error("expected a report");
    expect(output.summary.totalCruised).toBeGreaterThan(100);
    expect(output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual(
      [],
    );
  }, 60_000);

  test("only the kernel and stores use the database", () => {
    const outside = sources.filter(
      (path) =>
        path.startsWith("lib/") && !path.startsWith("lib/kernel/") && !/(^|\/|-)store\.ts$/.test(path),
    );
    expect(
      offenders(
        outside,
        /\btx\.(\$queryRaw|\$executeRaw|[a-z][A-Za-z]+\.(find|create|update|upsert|delete|count|group|aggregate))/,
      ),
    ).toEqual([]);
    expect(offenders(outside, /import \{[^}]*\b(inTenant|lookUp|DirectConnection)\b[^}]*\} from/)).toEqual(
      [],
    );
  });

  // The whole of date-fns takes two seconds to load, in every process and every test file.
  test("dates come one function at a time", () => {
    expect(offenders(files, /from "date-fns"/)).toEqual([]);
  });
});

describe("one place each", () => {
  test("settings are read in kernel/env.ts", () => {
    const rooms = sources.filter(
      (path) => /^(lib|app|components)\//.test(path) && path !== "lib/kernel/env.ts",
    );
    expect(offenders(rooms, /process\.env/)).toEqual([]);
  });

  test("rooms and pages never read the clock: they are given the time", () => {
    const rooms = sources.filter((path) => /^(lib|app)\//.test(path) && path !== "lib/kernel/clock.ts");
    expect(offenders(rooms, /\bDate\.now\(\)|\bnew Date\(\)/)).toEqual([]);
  });

  test("no raw SQL is made by joining strings", () => {
    expect(offenders(sources, /\$(queryRaw|executeRaw)Unsafe|Prisma\.raw\(/)).toEqual([]);
  });

  test("no barrels", () => {
    expect(sources.filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([]);
  });

  test(`no file is longer than ${LINES_MAX} lines`, () => {
    const long = sources
      .map((path) => [path, readFileSync(path, "utf8").split("\n").length] as const)
      .filter(([, lines]) => lines > LINES_MAX);
    expect(long).toEqual([]);
  });

  test("each command and query file exports one thing", () => {
    const doing = sources.filter((path) => /^lib\/[^/]+\/(commands|queries)\//.test(path));
    const many = doing.filter(
      (path) =>
        (
          readFileSync(path, "utf8").match(
            /^export (const|async function|function) \w+ = ?(command|query)?/gm,
          ) ?? []
        ).length > 2,
    );
    expect(many).toEqual([]);
  });
});
