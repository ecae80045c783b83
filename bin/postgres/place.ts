import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Binaries, copyBinaries } from "./binaries.ts";
import { type Account, canReach, serverAccount } from "./server-account.ts";

export type Place = {
  cluster: string;
  passwordFile: string;
  binaries: Binaries;
  /** Whom the server runs as; absent when that is the present user. */
  account: Account | undefined;
};

const SHARED_ROOT = "/var/lib/steward";

/**
 * Decides where the cluster and the binaries are: in `dataDir`, unless Steward runs as root and the server's
 * account cannot get there (a clone under /root). Then they go under /var/lib/steward, and `dataDir` remembers.
 */
export async function placeCluster(
  dataDir: string,
  binaries: Binaries,
  note: (text: string) => void,
): Promise<Place> {
  const account = await serverAccount();
  const own = { cluster: join(dataDir, "cluster"), passwordFile: join(dataDir, "owner-password") };
  if (account === undefined) return { ...own, binaries, account };
  await chmod(dataDir, 0o711);
  const [canReachData, canReachBinaries] = await Promise.all([
    canReach(account, dataDir),
    canReach(account, join(binaries.root, "bin")),
  ]);
  const sharedBinaries = canReachBinaries ? binaries : await copyBinaries(binaries, await sharedRoot());
  if (canReachData) return { ...own, binaries: sharedBinaries, account };

  const directory = join(await sharedRoot(), await rememberedName(dataDir));
  await mkdir(directory, { recursive: true, mode: 0o711 });
  note(`${account.name} cannot read ${dataDir}; the database is kept in ${directory}`);
  const cluster = join(directory, "cluster");
  return { cluster, passwordFile: join(directory, "owner-password"), binaries: sharedBinaries, account };
}

async function sharedRoot(): Promise<string> {
  await mkdir(SHARED_ROOT, { recursive: true, mode: 0o711 });
  return SHARED_ROOT;
}

/** A random name kept in `dataDir`: whoever deletes that directory gets a new, empty database. */
async function rememberedName(dataDir: string): Promise<string> {
  const path = join(dataDir, "elsewhere");
  const known = await readFile(path, "utf8").catch(() => undefined);
  if (known) return known.trim();
  const name = `cluster-${randomBytes(8).toString("hex")}`;
  await writeFile(path, `${name}\n`, { mode: 0o600 });
  return name;
}
