import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, Problem } from "./problem.ts";
import { processIdentity } from "./process-identity.ts";

export type Claim = { release(): Promise<void> };

/**
 * Claims a directory for this process, so that two launchers never share one database.
 * The claim names process id and start time: after a crash, or when the id was reused, it is void.
 * @throws Problem when another live process holds it.
 */
export async function claimDirectory(directory: string, fileName = "in-use.json"): Promise<Claim> {
  const path = join(directory, fileName);
  const mine = JSON.stringify({ pid: process.pid, identity: await processIdentity(process.pid) });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(path, mine, { flag: "wx", mode: 0o600 });
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
      const holder = await liveHolder(path);
      if (holder !== undefined) {
        throw new Problem(
          `Another Steward (process ${holder}) is already using ${directory}. ` +
            "Stop it first, or give this one a directory of its own with STEWARD_DATA_DIR.",
        );
      }
      await rm(path, { force: true });
    }
  }
  throw new Problem(`Could not claim ${directory}: another process keeps taking it. Try again.`);
}

async function liveHolder(path: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const holder = parseHolder(text);
  if (holder === undefined) return undefined;
  const identity = await processIdentity(holder.pid);
  return identity !== undefined && identity === holder.identity ? holder.pid : undefined;
}

function parseHolder(text: string): { pid: number; identity: string } | undefined {
  try {
    const { pid, identity } = JSON.parse(text);
    return Number.isInteger(pid) && typeof identity === "string" ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}
