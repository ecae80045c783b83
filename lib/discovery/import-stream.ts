import type { Actor } from "../kernel/actor.ts";
import { fingerprintCredential } from "../kernel/secrets.ts";
import { finishImport } from "./commands/finish-import.ts";
import { recordImportBatch } from "./commands/record-import-batch.ts";
import { startImport } from "./commands/start-import.ts";
import { safePath } from "./find-secrets.ts";
import { mergeSightings } from "./merge-sightings.ts";
import { type LongFile, readStream } from "./read-stream.ts";
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

interface Stream extends LongFile {
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
  for await (const { sightings, unreadCount } of readStream({ ...stream, machine, path }, fingerprint)) {
    total.unreadCount += unreadCount;
    const candidates = mergeSightings(sightings);
    await writing;
    writing = recordImportBatch(actor, { importId, serverCount: sightings.length, candidates }).then(
      (saved) => {
        total.serverCount += saved.serverCount;
        total.newCount += saved.newCount;
        total.secretCount += saved.secretCount;
        stream.onProgress?.({ ...total });
      },
    );
    // Awaited before the next is written; until then its failure is nobody's.
    writing.catch(() => undefined);
  }
  await writing;
  const goneCount = await recordAllGone(actor, importId, [{ machine, path }]);
  await finishImport(actor, { importId, fileCount: 1, files: [] });
  return { importId, goneCount, ...total };
}
