import { link, open, rename, rm } from "node:fs/promises";
import { UsageError } from "./output.ts";

/**
 * Writes a file that is there whole or not at all, readable by its owner only. Without `isForced` an existing file
 * stays as it is.
 *
 * @throws UsageError when there is such a file already
 */
export async function writeWholeFile(
  path: string,
  isForced: boolean,
  lines: AsyncIterable<string>,
): Promise<void> {
  const half = `${path}.${process.pid}.part`;
  try {
    const file = await open(half, "wx", 0o600);
    try {
      for await (const text of lines) await file.write(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (isForced) await rename(half, path);
    // Linking fails where a name is taken, renaming would replace it.
    else await link(half, path);
  } catch (error) {
    throw translate(path, error);
  } finally {
    await rm(half, { force: true });
  }
}

function translate(path: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EEXIST":
      return new UsageError(`${path} exists already. Choose another name, or replace it with --force.`);
    case "ENOENT":
      return new UsageError(`There is no folder to write ${path} into.`);
    case "EACCES":
      return new Error(`${path} may not be written.`, { cause: error });
    case "ENOSPC":
      return new Error(`The disk is full; nothing of ${path} was kept.`, { cause: error });
    default:
      return error;
  }
}
