import { readFile, rename, writeFile } from "node:fs/promises";
import { errorCode } from "./problem.ts";

/** Reads a file only the present user may read, or creates it whole with what `make` gives. */
export async function privateFile(path: string, make: () => string | Promise<string>): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  const text = await make();
  const half = `${path}.${process.pid}`;
  await writeFile(half, text, { mode: 0o600 });
  await rename(half, path);
  return text;
}
