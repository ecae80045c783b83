import type { Actor } from "../kernel/actor.ts";
import { fingerprintCredential } from "../kernel/secrets.ts";
import { finishImport } from "./commands/finish-import.ts";
import { recordImportBatch } from "./commands/record-import-batch.ts";
import { startImport } from "./commands/start-import.ts";
import { safePath } from "./find-secrets.ts";
import { BATCH_SERVERS, FILES_MAX } from "./input.ts";
import { mergeSightings } from "./merge-sightings.ts";
import type { ImportedFile, SeenFile } from "./model.ts";
import { getKnownPlace } from "./queries/get-known-place.ts";
import { readSightings } from "./read-sightings.ts";
import { recordAllGone } from "./record-all-gone.ts";
import { unseenPaths } from "./unseen-paths.ts";

/** A file or folder that was looked for. */
export interface SearchedPlace {
  path: string;
  /**
   * Whether a file at or below it, which showed servers before and was not met now, is really no longer there. Names
   * below `path` are as they were kept: without what is secret in them.
   */
  isGone: (path: string) => Promise<boolean>;
}

/** An import of many files of one machine, some at a time. It begins with the first thing there is to write down. */
export interface OpenImport {
  /** Reads and writes these files. */
  add(files: readonly { path: string; content: string }[]): Promise<ImportedFile[]>;
  /** Whether this machine's file there, or files below it, ever showed servers. */
  knows(path: string): Promise<boolean>;
  /**
   * Closes it. What showed servers before at these places, was not met now and `isGone`, is gone with what it showed;
   * never what lies at or below one of the `unread` paths, where nobody could look.
   */
  close(places: readonly SearchedPlace[], unread: readonly string[]): Promise<ClosedImport>;
}

export interface ClosedImport {
  /** Null when there was nothing to write down. */
  importId: string | null;
  serverCount: number;
  newCount: number;
  secretCount: number;
  goneCount: number;
}

/** Opens an import that memory need not hold as a whole: a home directory, a fleet's export. */
export function openImport(actor: Actor, givenMachine: string): OpenImport {
  const fingerprint = (value: string) => fingerprintCredential(actor.organizationId, value);
  const safe = (path: string) => safePath(path, fingerprint);
  const machine = safe(givenMachine);
  const kept: ImportedFile[] = [];
  const refused = new Set<string>();
  let importId: string | null = null;
  let fileCount = 0;
  let goneCount = 0;

  async function begun(): Promise<string> {
    importId ??= (await startImport(actor, { machine, source: "command_line" })).importId;
    return importId;
  }

  async function markGone(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const files: SeenFile[] = paths.map((path) => ({ machine, path }));
    goneCount += await recordAllGone(actor, await begun(), files);
  }

  return {
    async add(files) {
      const sightings = [];
      const outcomes: ImportedFile[] = [];
      for (const file of files) {
        const read = await readSightings({ ...file, machine }, fingerprint);
        outcomes.push(read.outcome);
        sightings.push(...read.sightings);
      }
      const id = await begun();
      for (let from = 0; from < sightings.length; from += BATCH_SERVERS) {
        const part = sightings.slice(from, from + BATCH_SERVERS);
        const candidates = mergeSightings(part);
        await recordImportBatch(actor, { importId: id, serverCount: part.length, candidates });
      }
      await markGone(outcomes.filter((one) => one.ok).map(({ path }) => path));
      for (const { ok, path } of outcomes) if (!ok) refused.add(path);
      fileCount += outcomes.length;
      kept.push(...outcomes.slice(0, FILES_MAX - kept.length));
      return outcomes;
    },
    knows: (path) => getKnownPlace(actor, { machine, path: safe(path) }),
    async close(places, unread) {
      const unlooked = new Set([...refused, ...unread.map(safe)]);
      for (const { path, isGone } of places) {
        const folder = safe(path);
        for await (const page of unseenPaths(actor, { importId, machine, folder })) {
          const gone = [];
          for (const one of page) {
            const isThere = isWithin(one, unlooked) || !(await isGone(path + one.slice(folder.length)));
            if (!isThere) gone.push(one);
          }
          await markGone(gone);
        }
      }
      if (importId === null) return { importId, serverCount: 0, newCount: 0, secretCount: 0, goneCount };
      const { serverCount, newCount, secretCount } = await finishImport(actor, {
        importId,
        fileCount,
        files: kept,
      });
      return { importId, serverCount, newCount, secretCount, goneCount };
    },
  };
}

/** Whether a path is one of these, or lies below one. */
function isWithin(path: string, places: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    if (places.has(path.slice(0, end))) return true;
  }
  return places.has("/");
}
