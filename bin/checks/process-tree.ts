import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { processCommand, processIdentity } from "#bin/up/process-identity.ts";

/** A process as it was seen: its id may be another's later, its identity may not. */
export interface Seen {
  pid: number;
  identity: string;
  command: string;
}

/** A process and everything it started, and they in turn. */
export async function processTree(root: number): Promise<Seen[]> {
  const parents = await parentOfEach();
  const pids = [root];
  // Grows while it is walked: children of children follow.
  for (const parent of pids) {
    for (const [pid, itsParent] of parents) if (itsParent === parent) pids.push(pid);
  }
  const seen = await Promise.all(pids.map(see));
  return seen.filter((one) => one !== null);
}

/** Those of them that still run. */
export async function stillRunning(seen: readonly Seen[]): Promise<Seen[]> {
  const now = await Promise.all(seen.map(({ pid }) => processIdentity(pid)));
  return seen.filter(({ identity }, index) => now[index] === identity);
}

async function see(pid: number): Promise<Seen | null> {
  const identity = await processIdentity(pid);
  if (identity === undefined) return null;
  return { pid, identity, command: (await processCommand(pid)) ?? "?" };
}

async function parentOfEach(): Promise<Map<number, number>> {
  if (process.platform !== "linux") return parentsFromPs();
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const pairs = await Promise.all(
    pids.map(async (pid): Promise<[number, number]> => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      // Fields after the command, which may hold anything: state, then the parent (proc(5)).
      return [pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])];
    }),
  );
  return new Map(pairs);
}

function parentsFromPs(): Promise<Map<number, number>> {
  return new Promise((resolve, reject) => {
    execFile("ps", ["-axo", "pid=,ppid="], (error, stdout) => {
      if (error) return reject(error);
      const pairs = stdout
        .trim()
        .split("\n")
        .map((line): [number, number] => {
          const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
          return [pid, parent];
        });
      resolve(new Map(pairs));
    });
  });
}
