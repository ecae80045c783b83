import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode, Problem } from "../up/problem.ts";
import { processCommand } from "../up/process-identity.ts";

const STOP_LIMIT_MS = 30_000;

/**
 * Stops a server that outlived its launcher, and removes a `postmaster.pid` that points at some other program
 * (after a restart of the machine PostgreSQL would refuse to start). The caller holds the directory's claim.
 */
export async function stopOrphan(cluster: string, note: (text: string) => void): Promise<void> {
  const path = join(cluster, "postmaster.pid");
  const pid = await postmasterId(path);
  if (pid === undefined) return;
  const command = await processCommand(pid);
  if (command === undefined) return;
  if (!command.includes(cluster)) return rm(path, { force: true });

  note(`a PostgreSQL server (process ${pid}) was left from an earlier start; stopping it`);
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (Date.now() < deadline) {
    if ((await processCommand(pid)) === undefined) return;
    await delay(50);
  }
  throw new Problem(
    `PostgreSQL (process ${pid}) still uses ${cluster} and does not stop. End it, then start again.`,
  );
}

async function postmasterId(path: string): Promise<number | undefined> {
  try {
    const pid = Number((await readFile(path, "utf8")).split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
