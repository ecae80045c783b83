import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

export type ProcessGroup = {
  child: ChildProcessWithoutNullStreams;
  /** Resident bytes of every process of the group; 0 where /proc does not exist. */
  memoryBytes: () => Promise<number>;
  /** Ends every process of the group and waits until none is left. */
  end: () => Promise<void>;
};

/**
 * Starts a command in a process group of its own with exactly the given environment. Descendants that leave the
 * group (setsid) are found by a mark in their environment, on Linux.
 */
export function startProcessGroup(
  command: string,
  args: string[],
  env: Record<string, string>,
  cwd: string,
): ProcessGroup {
  const mark = `STEWARD_INTROSPECTION=${randomUUID()}`;
  const [name = "", value = ""] = mark.split("=");
  const child = spawn(command, args, {
    cwd,
    // Types demand NODE_ENV of every environment; leaving it out is the point of this one.
    env: { ...env, [name]: value } as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  let ending: Promise<void> | undefined;
  return {
    child,
    memoryBytes: async () => sum((await members(child.pid, mark)).map((member) => member.memoryBytes)),
    end: () => {
      ending ??= endGroup(child, mark);
      return ending;
    },
  };
}

const TERM_GRACE_MS = 1_000;
const KILL_GRACE_MS = 5_000;
const POLL_MS = 25;

async function endGroup(child: ChildProcessWithoutNullStreams, mark: string): Promise<void> {
  if (child.pid === undefined) return;
  child.stdin.destroy();
  await signalUntilGone(child, mark, "SIGTERM", TERM_GRACE_MS);
  await signalUntilGone(child, mark, "SIGKILL", KILL_GRACE_MS);
  if (child.exitCode === null && child.signalCode === null)
    await Promise.race([once(child, "exit"), delay(KILL_GRACE_MS)]);
  child.stdout.destroy();
  child.stderr.destroy();
}

/** SIGKILL is repeated on each look, because a process may start another between the look and the signal. */
async function signalUntilGone(
  child: ChildProcessWithoutNullStreams,
  mark: string,
  signal: NodeJS.Signals,
  graceMs: number,
) {
  const looks = Math.ceil(graceMs / POLL_MS);
  for (let look = 0; look < looks; look += 1) {
    const alive = await members(child.pid, mark);
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

type Member = { pid: number; memoryBytes: number };

/** Living processes of the group or with its mark. A zombie has ended and holds nothing. */
async function members(groupId: number | undefined, mark: string): Promise<Member[]> {
  if (!IS_LINUX || groupId === undefined) return [];
  const names = await readdir("/proc");
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => member(name, groupId, mark)),
  );
  return found.filter((one) => one !== undefined);
}

async function member(name: string, groupId: number, mark: string): Promise<Member | undefined> {
  const stat = await readOrEmpty(`/proc/${name}/stat`);
  // proc(5): the command is in brackets and may hold anything; state, ppid and pgrp follow it, rss is field 24.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 22 || fields[0] === "Z" || fields[0] === "X") return undefined;
  const isOurs =
    Number(fields[2]) === groupId || (await readOrEmpty(`/proc/${name}/environ`)).split("\0").includes(mark);
  return isOurs ? { pid: Number(name), memoryBytes: Number(fields[21]) * PAGE_BYTES } : undefined;
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
