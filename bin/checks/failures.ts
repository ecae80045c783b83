import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "#bin/up/settings.ts";

/** One thing that did not hold: where it is written, what it is called, and what it said. */
export interface Failure {
  /** The file, or nothing when the part is one thing. */
  file: string;
  name: string;
  message: string;
}

export interface VitestReport {
  numPassedTests: number;
  testResults: readonly {
    name: string;
    status: string;
    /** What went wrong outside its tests, such as that it could not be loaded. */
    message: string;
    assertionResults: readonly { fullName: string; status: string; failureMessages: readonly string[] }[];
  }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: readonly PlaywrightSuite[];
  specs: readonly {
    title: string;
    file: string;
    line: number;
    tests: readonly {
      status: string;
      results: readonly {
        errors: readonly { message?: string; location?: { file: string; line: number } }[];
      }[];
    }[];
  }[];
}

export interface PlaywrightReport {
  stats: { expected: number };
  suites: readonly PlaywrightSuite[];
  errors: readonly { message?: string; location?: { file: string; line: number } }[];
}

const FAILURES_MAX = 20;
const LINES_MAX = 6;
const LINE_LENGTH_MAX = 300;

/** What failed in a Vitest project: its tests, and the files that could not even be loaded. */
export function vitestFailures({ testResults }: VitestReport): Failure[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const tests = assertionResults
      .filter((test) => test.status === "failed")
      .map(({ fullName, failureMessages }) => ({
        file,
        name: fullName.trim(),
        message: failureMessages.join("\n"),
      }));
    const isFileItself = message !== "" || (status === "failed" && tests.length === 0);
    const words =
      message || "Nothing of it could be tried, such as when its set-up fails; it says why further up.";
    return isFileItself ? [{ file, name: "(the file itself)", message: words }, ...tests] : tests;
  });
}

/** What failed in the journeys. One that was not walked, because one before it failed, proved nothing: it is told too. */
export function playwrightFailures({ suites, errors }: PlaywrightReport): Failure[] {
  const outside = errors.map(({ message = "", location }) => ({
    file: location === undefined ? "" : `${relative(ROOT, location.file)}:${location.line}`,
    name: "(outside of its tests)",
    message,
  }));
  return [...outside, ...suites.flatMap((suite) => inSuite(suite, []))];
}

function inSuite({ specs, suites = [] }: PlaywrightSuite, above: readonly string[]): Failure[] {
  const here = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status !== "expected")
      .map(({ status, results }) => ({
        file: `tests/e2e/${file}:${line}`,
        name: [...above, title].join(" › "),
        message:
          status === "skipped"
            ? "Not walked."
            : results.flatMap(({ errors }) => errors.map(withPlace)).join("\n") || `It was ${status}.`,
      })),
  );
  return [...here, ...suites.flatMap((suite) => inSuite(suite, [...above, suite.title]))];
}

function withPlace({
  message = "",
  location,
}: {
  message?: string;
  location?: { file: string; line: number };
}) {
  return location === undefined
    ? message
    : `${message}\n    at ${relative(ROOT, location.file)}:${location.line}`;
}

/** Every failure in a few lines, so that a log of which only the end was kept still tells what to mend. */
export function failureText(
  parts: readonly { name: string; failures: readonly Failure[] }[],
  { failuresMax = FAILURES_MAX, linesMax = LINES_MAX } = {},
): string {
  const all = parts.flatMap(({ name: part, failures }) => failures.map((failure) => ({ part, ...failure })));
  const shown = all.slice(0, failuresMax).map(({ part, file, name, message }) => {
    const head = [part, file, name].filter((word) => word !== "").join(" › ");
    return [`✗ ${oneLine(head)}`, ...bounded(message, linesMax).map((line) => `    ${line}`)].join("\n");
  });
  const left = all.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left} more, named further up.`] : [])].join("\n");
}

/** The first lines of a message, and of its stack no more than the first line of our own. */
function bounded(message: string, linesMax: number): string[] {
  const lines = stripVTControlCharacters(message)
    .split(/\r?\n/)
    .map((line) => line.replaceAll(ROOT, "").trimEnd().slice(0, LINE_LENGTH_MAX))
    .filter((line) => line.trim() !== "");
  const isFrame = (line: string) => /^\s+at /.test(line);
  const place = lines.find((line) => isFrame(line) && !/node_modules|node:/.test(line));
  const words = lines.filter((line) => !isFrame(line));
  return place === undefined ? words.slice(0, linesMax) : [...words.slice(0, linesMax - 1), place];
}

function oneLine(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\s+/g, " ");
}
