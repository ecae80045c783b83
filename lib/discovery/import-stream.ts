import type { Actor } from "../kernel/actor.ts";
import { fingerprintCredential } from "../kernel/secrets.ts";
import { finishImport } from "./commands/finish-import.ts";
import { recordImportBatch } from "./commands/record-import-batch.ts";
import { startImport } from "./commands/start-import.ts";
import { findSecrets, safePath } from "./find-secrets.ts";
import { BATCH_SERVERS } from "./input.ts";
import { mergeSightings } from "./merge-sightings.ts";
import type { Client, DeclaredServer } from "./model.ts";
import { readEntry } from "./read-entry.ts";
import { type Piece, splitArray, splitLines } from "./readers/split-json.ts";
import { recordAllGone } from "./record-all-gone.ts";

export interface StreamProgress {
  serverCount: number;
  newCount: number;
  secretCount: number;
  /** Entries that are too long, or no JSON. */
  unreadCount: number;
}

export interface StreamResult extends StreamProgress {
  importId: string;
  goneCount: number;
}

interface Stream {
  /** Empty when nobody says; then nothing is taken for gone. */
  machine: string;
  path: string;
  /** JSON Lines, or one array. */
  isLines: boolean;
  parts: AsyncIterable<string>;
  onProgress?: (so: StreamProgress) => void;
}

/**
 * Imports a file of any length: entries are read one by one, their secrets become fingerprints in memory, and they are
 * written some hundreds at a time, each batch in a transaction of its own. The next batch is read while one is written;
 * memory holds two.
 *
 * @throws AppError `forbidden`, `unavailable`; what earlier batches wrote stays, and a second run goes over it again
 */
export async function importStream(actor: Actor, stream: Stream): Promise<StreamResult> {
  const fingerprint = (value: string) => fingerprintCredential(actor.organizationId, value);
  const machine = safePath(stream.machine, fingerprint);
  const path = safePath(stream.path, fingerprint);
  const { importId } = await startImport(actor, { machine, source: "command_line" });
  const total: StreamProgress = { serverCount: 0, newCount: 0, secretCount: 0, unreadCount: 0 };
  let writing: Promise<void> = Promise.resolve();
  let waiting: { client: Client; server: DeclaredServer }[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    const extractions = await findSecrets(
      batch.map((one) => one.server),
      fingerprint,
    );
    const sightings = extractions.map((extraction, index) => ({
      machine,
      client: batch[index]?.client ?? "unknown",
      path,
      ...extraction,
    }));
    const candidates = mergeSightings(sightings);
    await writing;
    writing = recordImportBatch(actor, { importId, serverCount: batch.length, candidates }).then((saved) => {
      total.serverCount += saved.serverCount;
      total.newCount += saved.newCount;
      total.secretCount += saved.secretCount;
      stream.onProgress?.({ ...total });
    });
    // Awaited before the next is written; until then its failure is nobody's.
    writing.catch(() => undefined);
  }

  async function take(pieces: readonly Piece[]): Promise<void> {
    for (const piece of pieces) {
      const entry = piece === null ? null : readEntry(piece, () => undefined);
      if (entry === null) total.unreadCount += 1;
      for (const server of entry?.servers ?? []) waiting.push({ client: entry?.client ?? "unknown", server });
      if (waiting.length >= BATCH_SERVERS) await flush();
    }
  }

  const splitter = stream.isLines ? splitLines() : splitArray();
  for await (const part of stream.parts) await take(splitter.push(part));
  await take(splitter.end());
  if (waiting.length > 0) await flush();
  await writing;
  const goneCount = await recordAllGone(actor, importId, [{ machine, path }]);
  await finishImport(actor, { importId, fileCount: 1, files: [] });
  return { importId, goneCount, ...total };
}
