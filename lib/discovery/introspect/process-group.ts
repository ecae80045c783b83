import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type Confined, confine } from "./confinement.ts";

export type ProcessGroup = {
  child: ChildProcessWithoutNullStreams;
  /** Resident bytes of every process of the group; 0 where /proc does not exist. */
  memoryBytes: () => Promise<number>;
  /** Ends every process of the group and waits until none is left. */
  end: () => Promise<void>;
};

/**
 * Starts a command in a process group of its own with exactly the given environment, as confined as the system allows.
 * Descendants that leave the group (setsid) are found, on Linux, by the limit they cannot raise, by a mark in their
 * environment, and by having been seen as a child of one of them. Where neither namespaces nor limits are to be had
 * (no util-linux), one that clears its environment and is orphaned between two looks stays unfound.
 */
export async function startProcessGroup(
  command: string,
  args: string[],
  env: Record<string, string>,
  cwd: string,
): Promise<ProcessGroup> {
  const confined = await confine(command, args, { searchPath: env.PATH ?? "", cwd });
  const mark = `STEWARD_INTROSPECTION=${randomUUID()}`;
  const [name = "", value = ""] = mark.split("=");
  const child = spawn(confined.command, confined.args, {
    cwd,
    // Types demand NODE_ENV of every environment; leaving it out is the point of this one.
    env: { ...env, [name]: value } as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const family: Family = {
    child,
    marks: { environment: mark, limitBytes: confined.markBytes },
    known: new Set(),
  };
  let ending: Promise<void> | undefined;
  return {
    child,
    memoryBytes: async () => sum((await members(family)).map((member) => member.memoryBytes)),
    end: () => {
      ending ??= endGroup(family);
      return ending;
    },
  };
}

interface Family {
  child: ChildProcessWithoutNullStreams;
  marks: { environment: string; limitBytes: Confined["markBytes"] };
  /** Processes that were once seen to belong to it, by number and start: a number alone is given anew. */
  known: Set<string>;
}

const TERM_GRACE_MS = 1_000;
const KILL_GRACE_MS = 5_000;
const POLL_MS = 25;

async function endGroup(family: Family): Promise<void> {
  const { child } = family;
  if (child.pid === undefined) return;
  child.stdin.destroy();
  await signalUntilGone(family, "SIGTERM", TERM_GRACE_MS);
  await signalUntilGone(family, "SIGKILL", KILL_GRACE_MS);
  if (child.exitCode === null && child.signalCode === null)
    await Promise.race([once(child, "exit"), delay(KILL_GRACE_MS)]);
  child.stdout.destroy();
  child.stderr.destroy();
}

/** SIGKILL is repeated on each look, because a process may start another between the look and the signal. */
async function signalUntilGone(family: Family, signal: NodeJS.Signals, graceMs: number) {
  const { child } = family;
  const looks = Math.ceil(graceMs / POLL_MS);
  for (let look = 0; look < looks; look += 1) {
    const alive = await members(family);
    if (alive.length === 0 && !isGroupAlive(child)) return;
    if (look === 0 || signal === "SIGKILL") {
      send(-(child.pid ?? 0), signal);
      for (const member of alive) send(member.pid, signal);
    }
    await delay(POLL_MS);
  }
}

function isGroupAlive(child: ChildProcessWithoutNullStreams): boolean {
  return child.exitCode === null && child.signalCode === null
    ? true
    : IS_LINUX
      ? false
      : send(-(child.pid ?? 0), 0);
}

const IS_LINUX = process.platform === "linux";

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPERM") return true;
    return false; // ESRCH: already gone, which is what was wanted
  }
}

type Seen = { pid: number; parentId: number; isMarked: boolean; identity: string; memoryBytes: number };

/** Living processes of the group, with one of its marks, or that descend from one of them. */
async function members({ child, marks, known }: Family): Promise<Seen[]> {
  if (!IS_LINUX || child.pid === undefined) return [];
  const groupId = child.pid;
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map((name) => lookAt(name, groupId, marks)))).filter(
    (one) => one !== undefined,
  );
  const ours = new Map(
    all.filter((one) => one.isMarked || known.has(one.identity)).map((one) => [one.pid, one]),
  );
  for (let before = -1; before < ours.size; ) {
    before = ours.size;
    for (const one of all) if (ours.has(one.parentId)) ours.set(one.pid, one);
  }
  for (const one of ours.values()) known.add(one.identity);
  return [...ours.values()];
}

/** A zombie has ended and holds nothing. */
async function lookAt(name: string, groupId: number, marks: Family["marks"]): Promise<Seen | undefined> {
  const stat = await readOrEmpty(`/proc/${name}/stat`);
  // proc(5): the command is in brackets and may hold anything; state, ppid and pgrp follow it, rss is field 24.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 22 || fields[0] === "Z" || fields[0] === "X") return undefined;
  return {
    pid: Number(name),
    parentId: Number(fields[1]),
    isMarked: Number(fields[2]) === groupId || (await isMarked(name, marks)),
    identity: `${name} ${fields[19]}`,
    memoryBytes: Number(fields[21]) * PAGE_BYTES,
  };
}

async function isMarked(name: string, { environment, limitBytes }: Family["marks"]): Promise<boolean> {
  if (limitBytes !== null) {
    // Everybody may read the limits of everybody: name, soft, hard, unit.
    const [, hard] =
      /^Max msgqueue size\s+\S+\s+(\S+)/m.exec(await readOrEmpty(`/proc/${name}/limits`)) ?? [];
    if (Number(hard) === limitBytes) return true;
  }
  return (await readOrEmpty(`/proc/${name}/environ`)).split("\0").includes(environment);
}

const PAGE_BYTES = 4_096;

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return ""; // ended since it was listed, or belongs to somebody else: not ours either way
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
