import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/**
 * Opens a file for reading, follows no link, and waits for nobody: opening a named pipe would wait for whoever writes
 * it. Null for what is no ordinary file.
 *
 * @throws what the system says: ELOOP for a link
 */
export async function openRegular(path: string): Promise<FileHandle | null> {
  const file = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    if ((await file.stat()).isFile()) return file;
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}
