import type { Actor } from "../kernel/actor.ts";
import { fingerprintCredential } from "../kernel/secrets.ts";
import { finishImport } from "./commands/finish-import.ts";
import { recordImportBatch } from "./commands/record-import-batch.ts";
import { startImport } from "./commands/start-import.ts";
import { safePath } from "./find-secrets.ts";
import { BATCH_SERVERS, FILES_MAX } from "./input.ts";
import { mergeSightings } from "./merge-sightings.ts";
import type { ImportedFile, SeenFile } from "./model.ts";
import { listUnseenPaths } from "./queries/list-unseen-paths.ts";
import { readSightings } from "./read-sightings.ts";
import { recordAllGone } from "./record-all-gone.ts";

/** An import of many files of one machine, some at a time. */
export interface OpenImport {
  /** Reads and writes these files. */
  add(files: readonly { path: string; content: string }[]): Promise<ImportedFile[]>;
  /**
   * Closes it. Files inside `folders` that showed servers before and were not met now are gone with what they showed,
   * unless `isUnread` says that somebody could not look there.
   */
  close(folders: readonly string[], isUnread: (path: string) => boolean): Promise<ClosedImport>;
}

export interface ClosedImport {
  importId: string;
  serverCount: number;
  newCount: number;
  secretCount: number;
  goneCount: number;
}

/** Opens an import that memory need not hold as a whole: a home directory, a fleet's export. */
export async function openImport(actor: Actor, givenMachine: string): Promise<OpenImport> {
  const fingerprint = (value: string) => fingerprintCredential(actor.organizationId, value);
  const machine = safePath(givenMachine, fingerprint);
  const { importId } = await startImport(actor, { machine, source: "command_line" });
  const kept: ImportedFile[] = [];
  let fileCount = 0;
  let goneCount = 0;
  return {
    async add(files) {
      const sightings = [];
      const outcomes: ImportedFile[] = [];
      for (const file of files) {
        const read = await readSightings({ ...file, machine }, fingerprint);
        outcomes.push(read.outcome);
        sightings.push(...read.sightings);
      }
      for (let from = 0; from < sightings.length; from += BATCH_SERVERS) {
        const part = sightings.slice(from, from + BATCH_SERVERS);
        const candidates = mergeSightings(part);
        await recordImportBatch(actor, { importId, serverCount: part.length, candidates });
      }
      const seen: SeenFile[] = outcomes.filter((one) => one.ok).map(({ path }) => ({ machine, path }));
      goneCount += await recordAllGone(actor, importId, seen);
      fileCount += outcomes.length;
      kept.push(...outcomes.slice(0, FILES_MAX - kept.length));
      return outcomes;
    },
    async close(folders, isUnread) {
      for (const folder of machine === "" ? [] : folders) {
        const paths = await listUnseenPaths(actor, {
          importId,
          machine,
          folder: safePath(folder, fingerprint),
        });
        const missing = paths.filter((path) => !isUnread(path)).map((path) => ({ machine, path }));
        goneCount += await recordAllGone(actor, importId, missing);
      }
      const { serverCount, newCount, secretCount } = await finishImport(actor, {
        importId,
        fileCount,
        files: kept,
      });
      return { importId, serverCount, newCount, secretCount, goneCount };
    },
  };
}
