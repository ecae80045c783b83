import type { ImportedFile } from "#lib/discovery/model.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { newWalk, type Unread } from "./find-client-files.ts";
import { type FolderImport, importFolders } from "./import-folders.ts";
import type { ImportAnswer } from "./import-report.ts";
import { importServerList, type ServerListImport } from "./import-server-list.ts";
import { importStatus, listUnread } from "./import-status.ts";
import { nothingRead } from "./nothing-read.ts";
import { isServerList } from "./server-list-file.ts";

export interface PathsImport {
  status: number;
  /** The imports that were recorded: one for each long list, and one for all other files. */
  importIds: string[];
  answer: Omit<ImportAnswer, "registered">;
  results: (ImportedFile | (Unread & { ok: false }))[];
  unread: Unread[];
}

/**
 * Imports what is at these paths as one machine's: long lists first, then all other files and folders together.
 *
 * @throws UsageError when nothing that was named is there, Error when no client's file is or was
 */
export async function importPaths(
  actor: PersonActor,
  paths: readonly string[],
  machine: string,
): Promise<PathsImport> {
  const { lists, others } = await sortPaths(paths);
  const streams: ServerListImport[] = [];
  for (const path of lists) streams.push(await importServerList(actor, path, machine));
  const folders = others.length === 0 ? NO_FOLDERS : await importFolders(actor, others, machine);
  const { files, walk, removed, isKnown, closed } = folders;
  const unread = listUnread(folders);
  if (files.length + streams.length + removed.length === 0 && !isKnown) throw nothingRead(unread);
  const read = files.filter(({ outcome }) => outcome.ok).length + streams.length;
  const total = (pick: (part: typeof closed | ServerListImport) => number) =>
    [closed, ...streams].reduce((sum, part) => sum + pick(part), 0);
  const isDone = read + removed.length + closed.goneCount > 0 || isKnown;
  return {
    status: importStatus(others, folders, isDone),
    importIds: [closed, ...streams].flatMap(({ importId }) => importId ?? []),
    answer: {
      machine,
      files: read,
      servers: total((part) => part.serverCount),
      newCandidates: total((part) => part.newCount),
      secrets: total((part) => part.secretCount),
      gone: total((part) => part.goneCount),
      unreadable: unread.length,
      removed,
      passedOver: walk.passedOver,
      streams,
    },
    results: [
      ...files.map(({ outcome }) => outcome),
      ...walk.unread.map((one) => ({ ...one, ok: false as const })),
    ],
    unread,
  };
}

/** Long lists are read entry by entry, and apart from what clients write. */
export async function sortPaths(paths: readonly string[]): Promise<{ lists: string[]; others: string[] }> {
  const lists: string[] = [];
  const others: string[] = [];
  for (const path of paths) ((await isServerList(path)) ? lists : others).push(path);
  return { lists, others };
}

const NO_FOLDERS: FolderImport = {
  files: [],
  walk: newWalk(),
  removed: [],
  isKnown: false,
  closed: { importId: null, serverCount: 0, newCount: 0, secretCount: 0, goneCount: 0 },
};
