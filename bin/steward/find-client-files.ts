import { readdir, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { codeOf, NOT_READ, pathKind } from "./path-kind.ts";
import { looksLikeServerList } from "./server-list-file.ts";
import { DEPTH_MAX, isLookedAt, isSystemFolder, looksLikeClientFile } from "./walk-rules.ts";

/** Bounds of one walk, so that a wrong path (a whole disk) ends with words and not with the machine. */
const FILES_MAX = 10_000;
const ENTRIES_MAX = 5_000_000;
const WALK_MS = 10 * 60_000;
/** Lists of servers passed over that are named in the answer; more are counted. */
const PASSED_OVER_SHOWN = 100;

export interface Unread {
  path: string;
  reason: string;
}

export interface Walk {
  /** Folders that were searched, as their real paths. */
  folders: string[];
  /** What was named and does not exist. */
  missing: string[];
  /** What was not looked into, and why. */
  unread: Unread[];
  /** Lists of servers met inside folders. They are read only when named: they may be a mirror of a whole registry. */
  passedOver: { count: number; paths: string[] };
  /** False when a bound ended it: what was not met then may still be there. */
  isWhole: boolean;
  entryCount: number;
}

export function newWalk(): Walk {
  return {
    folders: [],
    missing: [],
    unread: [],
    passedOver: { count: 0, paths: [] },
    isWhole: true,
    entryCount: 0,
  };
}

interface Bounds {
  startedAt: number;
  clock: () => number;
  /** Called for everything that is looked at. */
  onEntry?: () => void;
}

/**
 * The client files at these paths, one by one: a file that is named is taken whatever it is called, a folder is searched
 * for names that clients use. Links are never followed, so a walk neither leaves its folder nor goes in circles. What it
 * meets on the way is written into `walk`.
 */
export async function* findClientFiles(
  paths: readonly string[],
  walk: Walk,
  { startedAt, clock, onEntry }: Bounds,
): AsyncGenerator<string> {
  // Taken from the end, so that memory holds one path down and its siblings, however wide the folder.
  const pending = [...paths].reverse().map((path) => ({ path, depth: 0 }));
  let fileCount = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, depth } = next;
    walk.entryCount += 1;
    onEntry?.();
    const isLate = clock() - startedAt > WALK_MS;
    if (fileCount >= FILES_MAX || walk.entryCount > ENTRIES_MAX || isLate) {
      walk.isWhole = false;
      walk.unread.push({ path, reason: "The search ended here, at its limit. Name a smaller folder." });
      return;
    }
    const kind = await pathKind(path);
    if (kind === "file" && (depth === 0 || looksLikeClientFile(path))) {
      fileCount += 1;
      yield depth === 0 ? resolve(path) : path;
    } else if (kind === "file" && (await looksLikeServerList(path))) passOver(walk, path);
    if (kind === "folder" && depth < DEPTH_MAX && !isSystemFolder(path)) {
      const folder = depth === 0 ? await realpath(path) : path;
      if (depth === 0) walk.folders.push(folder);
      pending.push(...(await inside(folder, depth, walk.unread)));
    }
    if (kind === "folder" && depth === DEPTH_MAX)
      walk.unread.push({ path, reason: "The folder is nested too deep." });
    if (depth === 0 && kind === "missing") walk.missing.push(path);
    const reason = NOT_READ[kind];
    if (depth === 0 && kind !== "missing" && reason !== null) walk.unread.push({ path, reason });
  }
}

function passOver(walk: Walk, path: string): void {
  walk.passedOver.count += 1;
  if (walk.passedOver.paths.length < PASSED_OVER_SHOWN) walk.passedOver.paths.push(path);
}

async function inside(path: string, depth: number, unread: Unread[]) {
  try {
    const names = await readdir(path);
    return names
      .filter(isLookedAt)
      .sort()
      .reverse()
      .map((name) => ({ path: join(path, name), depth: depth + 1 }));
  } catch (error) {
    unread.push({ path, reason: `The folder cannot be read (${codeOf(error)}).` });
    return [];
  }
}
