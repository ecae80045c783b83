import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "#bin/up/settings.ts";
import { playwrightFailures, vitestFailures } from "./failures.ts";
import { report } from "./tally.ts";

const held = { status: "passed", fullName: "holds", failureMessages: [] };
const broken = {
  status: "failed",
  fullName: "a room keeps its door shut",
  failureMessages: [
    `AssertionError: expected \u001b[31m'open'\u001b[39m to be 'shut'\n    at assert (node:internal)\n    at ${join(ROOT, "lib/a.test.ts")}:3:1`,
  ],
};

function vitestPart(testResults: Parameters<typeof vitestFailures>[0]["testResults"]) {
  const failures = vitestFailures({ numPassedTests: 1, testResults });
  return { name: "model", passed: 1, failures, seconds: 1 };
}

test("names every failed test by part, file and name, with what it said and where", () => {
  const name = join(ROOT, "lib/a.test.ts");
  const part = vitestPart([{ name, status: "failed", message: "", assertionResults: [held, broken] }]);
  expect(report([part]).text.split("\n").slice(-5)).toEqual([
    "✗ model › lib/a.test.ts › a room keeps its door shut",
    "    AssertionError: expected 'open' to be 'shut'",
    "        at lib/a.test.ts:3:1",
    "",
    "1 passed, 1 failed",
  ]);
});

test("names a file that could not be loaded, and one whose set-up failed", () => {
  const message = "Cannot find module './gone.ts'";
  const part = vitestPart([
    { name: join(ROOT, "lib/b.test.ts"), status: "failed", message, assertionResults: [] },
    { name: join(ROOT, "lib/c.test.ts"), status: "failed", message: "", assertionResults: [] },
    { name: join(ROOT, "lib/d.test.ts"), status: "passed", message: "", assertionResults: [held] },
  ]);
  expect(part.failures).toEqual([
    { file: "lib/b.test.ts", name: "(the file itself)", message },
    { file: "lib/c.test.ts", name: "(the file itself)", message: expect.stringContaining("set-up") },
  ]);
});

test("names journeys that failed, were not walked, or needed luck, and errors outside of them", () => {
  const spec = (title: string, status: string, messages: string[] = []) => ({
    title,
    file: "owner.journey.ts",
    line: 7,
    tests: [{ status, results: [{ errors: messages.map((message) => ({ message })) }] }],
  });
  const failures = playwrightFailures({
    stats: { expected: 1 },
    errors: [{ message: "no tests", location: { file: join(ROOT, "tests/e2e/x.journey.ts"), line: 2 } }],
    suites: [
      {
        title: "owner.journey.ts",
        specs: [spec("walks", "expected"), spec("falls", "unexpected", ["Error: not visible"])],
        suites: [{ title: "later", specs: [spec("waits", "skipped"), spec("wavers", "flaky")] }],
      },
    ],
  });
  expect(failures.map(({ file, name, message }) => `${file} ${name}: ${message}`)).toEqual([
    "tests/e2e/x.journey.ts:2 (outside of its tests): no tests",
    "tests/e2e/owner.journey.ts:7 falls: Error: not visible",
    "tests/e2e/owner.journey.ts:7 later › waits: Not walked.",
    "tests/e2e/owner.journey.ts:7 later › wavers: It was flaky.",
  ]);
});

test("says no more than twenty failures of six lines, and how many are left", () => {
  const message = Array.from({ length: 50 }, (_, line) => `line ${line} ${"x".repeat(1000)}`).join("\n");
  const failures = Array.from({ length: 25 }, (_, index) => ({ file: "", name: `n${index}`, message }));
  const { text, isGood } = report([{ name: "part", passed: 0, failures, seconds: 1 }]);
  const lines = text.split("\n");
  expect(isGood).toBe(false);
  expect(lines.filter((line) => line.startsWith("✗"))).toHaveLength(20);
  expect(lines.filter((line) => line.startsWith("    line"))).toHaveLength(120);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(304);
  expect(lines.slice(-3)).toEqual(["… and 5 more, named further up.", "", "0 passed, 25 failed"]);
});

test("says nothing but the counts when everything holds", () => {
  const { text, isGood } = report([{ name: "part", passed: 3, failures: [], seconds: 1.25 }]);
  expect(isGood).toBe(true);
  expect(text).toBe("\n  part      3 passed    0 failed     1.3 s\n\n3 passed, 0 failed");
});
