import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { errorCode } from "./problem.ts";

/**
 * Does work only when its sources changed since it was last done: the digest of every file under `sources`
 * is kept in `stamp`, beside what the work makes, so that deleting the one deletes the other.
 * @returns whether the work was done now.
 */
export async function whenStale(
  root: string,
  sources: string[],
  stamp: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const digest = await digestOf(root, sources);
  const known = await readFile(stamp, "utf8").catch(() => undefined);
  if (known === digest) return false;
  await work();
  await writeFile(stamp, digest);
  return true;
}

/** SHA-256 over the names and contents of all files under the given files and directories; missing ones count. */
export async function digestOf(root: string, sources: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const path of await filesUnder(join(root, source))) {
      hash
        .update(`${relative(root, path)}\0`)
        .update(await readFile(path))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function filesUnder(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const files = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
    return files.filter((file) => !/\.test\.tsx?$|steward-stamp$/.test(file)).sort();
  } catch (error) {
    if (errorCode(error) === "ENOTDIR") return [path];
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
