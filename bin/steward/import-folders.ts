import { resolve } from "node:path";
import type { ImportedFile } from "#lib/discovery/model.ts";
import { type ClosedImport, openImport, type SearchedPlace } from "#lib/discovery/open-import.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { findClientFiles, newWalk, type Walk } from "./find-client-files.ts";
import { leadsSomewhere, NOT_READ, pathKind } from "./path-kind.ts";
import { progress } from "./progress.ts";
import { type FoundFile, readClientText } from "./read-client-text.ts";
import { formerPaths } from "./removed-place.ts";
import { wouldBeTaken } from "./walk-rules.ts";

/** Files and characters written at a time, so that memory stays flat over a large folder. */
const BATCH_FILES = 200;
const BATCH_CHARS = 10_000_000;

export interface FolderImport {
  /** Each file that was looked into, with what became of it. `isNamed`: not met in a folder. */
  files: { isNamed: boolean; outcome: ImportedFile }[];
  walk: Walk;
  /** What was named, was known and does not exist any more. */
  removed: string[];
  /** Whether folders that were searched, and hold no client's file, did so before. */
  isKnown: boolean;
  closed: ClosedImport;
}

/** Searches these paths for client files and imports them as one machine's, some at a time. */
export async function importFolders(
  actor: PersonActor,
  paths: readonly string[],
  machine: string,
): Promise<FolderImport> {
  const walk = newWalk();
  const named = new Set(paths.map((path) => resolve(path)));
  const opened = openImport(actor, machine);
  const files: FolderImport["files"] = [];
  let batch: FoundFile[] = [];
  let chars = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    const outcomes = await opened.add(batch);
    for (const [index, outcome] of outcomes.entries())
      files.push({ isNamed: named.has(batch[index]?.path ?? ""), outcome });
    batch = [];
    chars = 0;
  };
  const clock = () => now().getTime();
  const onEntry = () =>
    progress(
      `${(files.length + batch.length).toLocaleString("en")} client files among ${walk.entryCount.toLocaleString("en")} looked at`,
    );
  for await (const path of findClientFiles(paths, walk, { startedAt: clock(), clock, onEntry })) {
    const read = await readClientText(path);
    if ("reason" in read) {
      walk.unread.push(read);
      continue;
    }
    if (batch.length >= BATCH_FILES || chars + read.content.length > BATCH_CHARS) await flush();
    batch.push(read);
    chars += read.content.length;
  }
  await flush();
  const removed: string[] = [];
  const places: SearchedPlace[] = walk.isWhole ? walk.folders.map((folder) => searched(folder, walk)) : [];
  for (const path of walk.missing) {
    const former = await formerPaths(path);
    const known = await Promise.all(former.map(opened.knows));
    if (known.includes(true)) {
      removed.push(path);
      places.push(...former.map((one) => ({ path: one, isGone: (inside: string) => isAway(inside, walk) })));
    } else walk.unread.push({ path, reason: NOT_READ.missing });
  }
  const unread = walk.unread.map((one) => one.path);
  const closed = await opened.close(places, unread);
  progress("");
  const looked = walk.folders.filter((folder) => !walk.unread.some((one) => one.path === folder));
  const isKnown = files.length === 0 && (await anyKnown(looked, opened.knows));
  return { files, walk, removed, isKnown, closed };
}

/** A folder that was searched: gone is what the search would have taken there, and what really is away. */
function searched(folder: string, walk: Walk): SearchedPlace {
  return { path: folder, isGone: async (path) => wouldBeTaken(folder, path) && isAway(path, walk) };
}

/** Whether no file is there. One that has become a link may still be in use: that is said, and nothing taken for gone. */
async function isAway(path: string, walk: Walk): Promise<boolean> {
  progress(`${path} was not met: looking whether it is there`);
  const kind = await pathKind(path);
  if (kind !== "link") return kind === "missing" || kind === "folder" || kind === "other";
  if (!(await leadsSomewhere(path))) return true;
  walk.unread.push({ path, reason: NOT_READ.link });
  return false;
}

async function anyKnown(
  folders: readonly string[],
  knows: (path: string) => Promise<boolean>,
): Promise<boolean> {
  for (const folder of folders) if (await knows(folder)) return true;
  return false;
}
