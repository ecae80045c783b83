import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { importStream, type StreamResult } from "#lib/discovery/import-stream.ts";
import type { LongFile } from "#lib/discovery/read-stream.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { progress } from "./output.ts";

export interface LongFileImport extends StreamResult {
  path: string;
  seconds: number;
  serversPerSecond: number;
}

const LINES = /\.(?:jsonl|ndjson)$/i;
/** Bytes; a client's configuration is shorter and read as a whole. */
const LONG_FILE_BYTES = 5_000_000;

/** Whether a named file is a list of servers to be read entry by entry: JSON Lines, or a long JSON file. */
export async function isLongFile(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const found = await file.stat();
      return found.isFile() && (LINES.test(path) || (/\.json$/i.test(path) && found.size > LONG_FILE_BYTES));
    } finally {
      await file.close();
    }
  } catch {
    // Whoever reads it says what is wrong with it.
    return false;
  }
}

/** The file as it is read from the disk, a part at a time. */
export function openLongFile(path: string, machine: string): LongFile {
  return {
    machine,
    path: resolve(path),
    isLines: LINES.test(path),
    parts: createReadStream(path, { encoding: "utf8", highWaterMark: 256 * 1_024 }),
  };
}

/** Imports a list of servers of any length, and says how fast. */
export async function importLongFile(
  actor: PersonActor,
  path: string,
  machine: string,
): Promise<LongFileImport> {
  const startedAt = now().getTime();
  const secondsSoFar = () => Math.max(0.001, (now().getTime() - startedAt) / 1_000);
  const result = await importStream(actor, {
    ...openLongFile(path, machine),
    onProgress: ({ serverCount }) =>
      progress(
        `${serverCount.toLocaleString("en")} servers, ${Math.round(serverCount / secondsSoFar()).toLocaleString("en")} a second`,
      ),
  });
  progress("");
  const seconds = secondsSoFar();
  return { ...result, path, seconds, serversPerSecond: Math.round(result.serverCount / seconds) };
}
