import { createHash } from "node:crypto";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { errorCode, Problem } from "./problem.ts";

/**
 * Does work only when its sources changed since it was last done: the digest of every file under `sources`
 * is kept beside `product`, a file that the work makes last.
 * @returns whether the work was done now.
 * @throws Problem when it ended without making its product.
 */
export async function whenStale(
  root: string,
  sources: string[],
  product: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const stamp = join(dirname(product), "steward-stamp");
  const digest = await digestOf(root, sources);
  const known = await readFile(stamp, "utf8").catch(() => undefined);
  if (known === digest && (await exists(product))) return false;
  await work();
  if (!(await exists(product))) throw new Problem(`${product} was not made, although the work ended well.`);
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

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
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
