import { findSecrets } from "./find-secrets.ts";
import { BATCH_SERVERS } from "./input.ts";
import type { Client, DeclaredServer, Sighting } from "./model.ts";
import { readEntry } from "./read-entry.ts";
import { type Piece, splitArray, splitLines } from "./readers/split-json.ts";

/** A file of any length, as it comes in. */
export interface LongFile {
  /** Empty when nobody says. */
  machine: string;
  path: string;
  /** JSON Lines, or one array. */
  isLines: boolean;
  parts: AsyncIterable<string>;
}

export interface StreamBatch {
  /** Some hundred servers; their secrets are fingerprints already. */
  sightings: Sighting[];
  /** Entries since the last batch that are too long, or no JSON. */
  unreadCount: number;
}

/** Reads the entries of a long file one by one, and gives them some hundred at a time. Memory holds one batch. */
export async function* readStream(
  { machine, path, isLines, parts }: LongFile,
  fingerprint: (value: string) => string,
): AsyncGenerator<StreamBatch> {
  let waiting: { client: Client; server: DeclaredServer }[] = [];
  let unreadCount = 0;

  async function* take(pieces: readonly Piece[]): AsyncGenerator<StreamBatch> {
    for (const piece of pieces) {
      const entry = piece === null ? null : readEntry(piece, () => undefined);
      if (entry === null) unreadCount += 1;
      for (const server of entry?.servers ?? []) waiting.push({ client: entry?.client ?? "unknown", server });
      if (waiting.length >= BATCH_SERVERS) yield await batch();
    }
  }

  async function batch(): Promise<StreamBatch> {
    const [declared, unread] = [waiting, unreadCount];
    waiting = [];
    unreadCount = 0;
    const extractions = await findSecrets(
      declared.map((one) => one.server),
      fingerprint,
    );
    const sightings = extractions.map((extraction, index) => ({
      machine,
      client: declared[index]?.client ?? "unknown",
      path,
      ...extraction,
    }));
    return { sightings, unreadCount: unread };
  }

  const splitter = isLines ? splitLines() : splitArray();
  for await (const part of parts) yield* take(splitter.push(part));
  yield* take(splitter.end());
  if (waiting.length > 0 || unreadCount > 0) yield await batch();
}
