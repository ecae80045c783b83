import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/**
 * Wipes the values out of the environment that this process was started with, where the system shows it to every
 * process of the same account (`/proc/<pid>/environ`, Linux), and keeps them in `environment`, the process's own. Called first thing by
 * every process of ours, because commands that introspection runs have the same account (docs/decisions/0009).
 * Returns whether nothing is shown any more; true on systems that have no such file.
 */
export function hideEnvironment(environment: NodeJS.ProcessEnv): boolean {
  if (process.platform !== "linux") return true;
  const kept = { ...environment };
  try {
    const shown = readFileSync("/proc/self/environ");
    const wiped = withoutValues(shown);
    if (wiped.equals(shown)) return true;
    const memory = openSync("/proc/self/mem", "r+");
    try {
      writeSync(memory, wiped, 0, wiped.length, environmentStart());
    } finally {
      closeSync(memory);
    }
  } catch {
    return false; // a kernel that lets no process write its own memory this way: said by the caller
  }
  // Assigned anew, each value has a place of its own, which the file does not show.
  for (const [name, value] of Object.entries(kept)) if (value !== undefined) environment[name] = value;
  const left = readFileSync("/proc/self/environ");
  return withoutValues(left).equals(left);
}

/** The block with every value's bytes zero; names stay, so that a value set again takes the place of the old one. */
function withoutValues(block: Buffer): Buffer {
  const wiped = Buffer.from(block);
  let isValue = false;
  for (const [at, byte] of block.entries()) {
    if (byte === 0) isValue = false;
    else if (isValue) wiped[at] = 0;
    else if (byte === EQUALS) isValue = true;
  }
  return wiped;
}

const EQUALS = 0x3d;

/** proc(5): field 50 of stat, `env_start`. The second field is in brackets and may hold anything. */
function environmentStart(): number {
  const stat = readFileSync("/proc/self/stat", "latin1");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[47]);
}
