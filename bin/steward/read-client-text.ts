import type { Unread } from "./find-client-files.ts";
import { openRegular } from "./open-regular.ts";
import { codeOf, NOT_READ } from "./path-kind.ts";

const FILE_BYTES_MAX = 5_000_000;

export interface FoundFile {
  path: string;
  content: string;
}

/** The text of one file, or why it is not read. Opened without following a link, and read to its bound and no further. */
export async function readClientText(path: string): Promise<FoundFile | Unread> {
  try {
    const file = await openRegular(path);
    if (file === null) return { path, reason: NOT_READ.other };
    try {
      const { size } = await file.stat();
      if (size > FILE_BYTES_MAX) return { path, reason: TOO_LARGE };
      // Somebody may be writing it: what comes after the size it had is left for the next time.
      const bytes = Buffer.alloc(size);
      let length = 0;
      while (length < size) {
        const { bytesRead } = await file.read(bytes, length, size - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { path, content: bytes.toString("utf8", 0, length) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { path, reason: `It cannot be read (${codeOf(error)}).` };
  }
}

const TOO_LARGE = `It is larger than ${FILE_BYTES_MAX / 1_000_000} MB. A long list of servers is read when it is named.`;
