import { lstat } from "node:fs/promises";
import { resolve } from "node:path";
import { readEntry } from "#lib/discovery/read-entry.ts";
import type { LongFile } from "#lib/discovery/read-stream.ts";
import { openRegular } from "./open-regular.ts";
import { NOT_READ } from "./path-kind.ts";

const LINES = /\.(?:jsonl|ndjson)$/i;
/** Bytes; a client's configuration is shorter and read as a whole. */
const LONG_FILE_BYTES = 5_000_000;
/** Bytes of a file's beginning that tell whether it lists servers. */
const LOOK_BYTES = 64 * 1_024;

/** Whether a named file is a list of servers to be read entry by entry: JSON Lines, or a long JSON file. */
export async function isServerList(path: string): Promise<boolean> {
  if (LINES.test(path)) return isOrdinary(path, 0);
  return /\.json$/i.test(path) && isOrdinary(path, LONG_FILE_BYTES + 1);
}

/** Whether a file met in a folder lists servers, line by line. Others are called so too: logs, talks with a model. */
export async function looksLikeServerList(path: string): Promise<boolean> {
  if (!LINES.test(path)) return false;
  try {
    const file = await openRegular(path);
    if (file === null) return false;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
      const first = buffer
        .toString("utf8", 0, bytesRead)
        .split("\n")
        .find((line) => line.trim() !== "");
      return first !== undefined && (readEntry(first, () => undefined)?.servers.length ?? 0) > 0;
    } finally {
      await file.close();
    }
  } catch {
    // It is not read, whatever it is; whoever names it hears why.
    return false;
  }
}

/** The file as it is read from the disk, a part at a time. */
export function openServerList(path: string, machine: string): LongFile {
  return { machine, path: resolve(path), isLines: LINES.test(path), parts: partsOf(path) };
}

async function* partsOf(path: string): AsyncGenerator<string> {
  const file = await openRegular(path);
  if (file === null) throw new Error(`${path}: ${NOT_READ.other}`);
  // The stream closes the file at its end.
  yield* file.createReadStream({ encoding: "utf8", highWaterMark: 256 * 1_024 });
}

async function isOrdinary(path: string, bytesMin: number): Promise<boolean> {
  try {
    const found = await lstat(path);
    return found.isFile() && found.size >= bytesMin;
  } catch {
    // Whoever reads it says what is wrong with it.
    return false;
  }
}
