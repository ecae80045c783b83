import type { ImportedFile } from "#lib/discovery/model.ts";
import { type ClosedImport, type OpenImport, openImport } from "#lib/discovery/open-import.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { type FoundFile, findClientFiles, readClientText, type Walk } from "./find-client-files.ts";
import { progress } from "./output.ts";

/** Files and characters written at a time, so that memory stays flat over a large folder. */
const BATCH_FILES = 200;
const BATCH_CHARS = 10_000_000;

export interface FolderImport {
  files: ImportedFile[];
  unread: { path: string; ok: false; reason: string }[];
  closed: ClosedImport;
}

/** Searches these paths for client files and imports them as one machine's, some at a time. */
export async function importFolders(
  actor: PersonActor,
  paths: readonly string[],
  machine: string,
): Promise<FolderImport> {
  const walk: Walk = { folders: [], unread: [], isWhole: true, entryCount: 0 };
  const files: ImportedFile[] = [];
  let opened: OpenImport | undefined;
  let batch: FoundFile[] = [];
  let chars = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    opened ??= await openImport(actor, machine);
    files.push(...(await opened.add(batch)));
    batch = [];
    chars = 0;
  };
  const clock = () => now().getTime();
  for await (const path of findClientFiles(paths, walk, { startedAt: clock(), clock })) {
    const read = await readClientText(path);
    if ("reason" in read) {
      walk.unread.push(read);
      continue;
    }
    if (batch.length >= BATCH_FILES || chars + read.content.length > BATCH_CHARS) await flush();
    batch.push(read);
    chars += read.content.length;
    progress(
      `${files.length + batch.length} client files among ${walk.entryCount.toLocaleString("en")} looked at`,
    );
  }
  await flush();
  progress("");
  const unread = walk.unread.map((one) => ({ ...one, ok: false as const }));
  // A folder that showed servers before and holds no client file at all any more is told by an import that saw nothing.
  if (opened === undefined && walk.folders.length > 0 && walk.isWhole)
    opened = await openImport(actor, machine);
  if (opened === undefined) return { files, unread, closed: NOTHING };
  const closed = await opened.close(walk.isWhole ? walk.folders : [], (path) =>
    walk.unread.some((one) => path === one.path || path.startsWith(`${one.path}/`)),
  );
  return { files, unread, closed };
}

const NOTHING: ClosedImport = { importId: "", serverCount: 0, newCount: 0, secretCount: 0, goneCount: 0 };
