import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { explainServerWords } from "./explain-server-words.ts";
import type { Place } from "./place.ts";

export const OWNER_NAME = "steward";
export const DATABASE_NAME = "steward";

/**
 * Makes sure the cluster exists and returns its owner's password. Creation happens beside it and ends with
 * one rename, so that a first start that was killed leaves nothing to repair.
 * @throws Problem when the disk is full or initdb fails.
 */
export async function prepareCluster(place: Place, options: { isDurable: boolean }): Promise<string> {
  await removeHalfFinished(place.cluster);
  if (await stat(join(place.cluster, "PG_VERSION")).catch(() => undefined)) {
    return (await readFile(place.passwordFile, "utf8")).trim();
  }
  const password = randomBytes(24).toString("base64url");
  const half = `${place.cluster}.half-${process.pid}`;
  try {
    await mkdir(half, { mode: 0o700 });
    const passwordFile = join(dirname(half), `${basename(half)}.password`);
    await writeOwned(passwordFile, `${password}\n`, place);
    await writeOwned(place.passwordFile, `${password}\n`, { account: undefined });
    if (place.account) await chown(half, place.account.uid, place.account.gid);
    await initdb(place, half, passwordFile, options.isDurable);
    await rm(passwordFile);
    await rename(half, place.cluster);
    return password;
  } catch (error) {
    await removeHalfFinished(place.cluster);
    throw explainServerWords(
      error instanceof Error ? error.message : String(error),
      dirname(place.cluster),
      error,
    );
  }
}

async function initdb(
  place: Place,
  directory: string,
  passwordFile: string,
  isDurable: boolean,
): Promise<void> {
  const args = [
    `--pgdata=${directory}`,
    `--username=${OWNER_NAME}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The built-in locale sorts the same on every machine and never changes with its C library.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(isDurable ? [] : ["--no-sync"]),
  ];
  const { uid, gid } = place.account ?? {};
  const words: string[] = [];
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(place.binaries.initdb, args, {
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => words.push(text));
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) throw new Error(words.join("").trim() || `initdb ended with status ${code}`);
}

async function writeOwned(path: string, text: string, { account }: Pick<Place, "account">): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.chmod(0o600);
    if (account) await file.chown(account.uid, account.gid);
  } finally {
    await file.close();
  }
}

async function removeHalfFinished(cluster: string): Promise<void> {
  const names = await readdir(dirname(cluster));
  const half = names.filter((name) => name.startsWith(`${basename(cluster)}.half-`));
  await Promise.all(half.map((name) => rm(join(dirname(cluster), name), { recursive: true, force: true })));
}
