import type { LaunchedPackage } from "./package-spec.ts";
import { type Launch, readLaunch, splitFlag } from "./read-launch.ts";
import { runnerKind } from "./runners.ts";

/** What tells one server from another: a package, the address it is a bridge to, its name in a catalogue, or nothing less than the line. */
export type Served =
  | { by: "package"; package: LaunchedPackage }
  | { by: "address"; address: string }
  | { by: "catalogue"; name: string }
  | { by: "line" };

/** What a command line starts: the packages it fetches, outermost first, and which server that is in the end. */
export interface Started {
  fetched: readonly LaunchedPackage[];
  served: Served;
}

/** The package a command line starts, the innermost where one runs another; null when it fetches none. */
export function launchedPackage(command: string, args: readonly string[]): LaunchedPackage | null {
  return started(command, args).fetched.at(-1) ?? null;
}

/** Looks through packages and images that only run something else, to the server. */
export function started(command: string, args: readonly string[]): Started {
  const launch = readLaunch(command, args);
  return launch === null ? { fetched: [], served: { by: "line" } } : startedBy(launch);
}

function startedBy(launch: Launch): Started {
  const own = launch.package;
  const kind = runnerKind(own);
  const inner = innerLaunch(launch.rest, kind !== null);
  if (inner !== null && kind !== "catalogue") {
    const { fetched, served } = startedBy(inner);
    return { fetched: [own, ...fetched], served };
  }
  switch (kind) {
    case null:
      return { fetched: [own], served: { by: "package", package: own } };
    case "bridge":
      return { fetched: [own], served: bridged(launch.rest) };
    case "catalogue":
      return { fetched: [own], served: catalogued(launch.rest) };
    case "runner":
      return { fetched: [own], served: { by: "line" } };
  }
}

/** The command line inside these words: anywhere for a runner, after `--` for a package that nobody knows to be one. */
function innerLaunch(words: readonly string[], isRunner: boolean): Launch | null {
  if (!isRunner) {
    const dashes = words.indexOf("--");
    return dashes < 0 ? null : readLaunch(words[dashes + 1] ?? "", words.slice(dashes + 2));
  }
  for (const [index, word] of words.entries()) {
    const [flag, value] = splitFlag(word);
    // A whole line may be one word: `--stdio "npx -y package"`.
    const line = (value ?? flag).trim();
    const [command = "", ...args] = /\s/.test(line) ? line.split(/\s+/) : [line, ...words.slice(index + 1)];
    const found = readLaunch(command, args);
    if (found !== null) return found;
  }
  return null;
}

function bridged(words: readonly string[]): Served {
  // With `--stdio` it carries a local command, and any address is its own.
  const isLocal = words.some((word) => splitFlag(word)[0] === "--stdio");
  const address = isLocal ? undefined : words.find((word) => /^https?:\/\//i.test(word));
  return address === undefined ? { by: "line" } : { by: "address", address };
}

function catalogued(words: readonly string[]): Served {
  const isName = (word: string, index: number) =>
    index > 0 && !word.startsWith("-") && !TAKES_VALUE.has(words[index - 1] ?? "");
  const verb = words.indexOf("run");
  const name = verb < 0 ? undefined : words.find((word, index) => index > verb && isName(word, index));
  return name === undefined
    ? { by: "line" }
    : { by: "catalogue", name: name.toLowerCase().replace(/(.)@[^/@]+$/, "$1") };
}

const TAKES_VALUE: ReadonlySet<string> = new Set(["--key", "--config", "--profile", "--client", "-c"]);
