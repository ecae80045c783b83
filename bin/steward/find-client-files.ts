import { constants } from "node:fs";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { clientOfPath } from "#lib/discovery/readers/client-of-path.ts";

/** Bounds of one walk, so that a wrong path (a whole disk) ends with words and not with the machine. */
const FILES_MAX = 10_000;
const ENTRIES_MAX = 5_000_000;
const DEPTH_MAX = 25;
const FILE_BYTES_MAX = 5_000_000;
const WALK_MS = 10 * 60_000;

/** What holds no client's configuration and much else: packages, repositories, caches. */
const SKIPPED = new Set(
  "node_modules .git .hg .svn .cache .npm .pnpm-store .yarn .cargo .rustup .gradle .m2 .venv venv __pycache__ Caches .Trash Trash".split(
    " ",
  ),
);
/** What the system shows of itself as files. */
const SYSTEM_FOLDERS = new Set(["/proc", "/sys", "/dev"]);
const CLIENT_FILE = /\.(json|jsonc|json5|toml|ya?ml)$/i;
const CLIENT_NAME = /(^|[._-])mcp([._-]|$)/i;

export interface FoundFile {
  path: string;
  content: string;
}

export interface Unread {
  path: string;
  reason: string;
}

export interface Walk {
  /** Folders that were searched, as their real paths. */
  folders: string[];
  /** What was not looked into, and why. */
  unread: Unread[];
  /** False when a bound ended it: what was not met then may still be there. */
  isWhole: boolean;
  entryCount: number;
}

/**
 * The client files at these paths, one by one: a file that is named is taken whatever it is called, a folder is searched
 * for names that clients use. Links are never followed, so a walk neither leaves its folder nor goes in circles. What it
 * meets on the way is written into `walk`.
 */
export async function* findClientFiles(
  paths: readonly string[],
  walk: Walk,
  { startedAt, clock }: { startedAt: number; clock: () => number },
): AsyncGenerator<string> {
  // Taken from the end, so that memory holds one path down and its siblings, however wide the folder.
  const pending = [...paths].reverse().map((path) => ({ path, depth: 0 }));
  let fileCount = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, depth } = next;
    walk.entryCount += 1;
    const isLate = clock() - startedAt > WALK_MS;
    if (fileCount >= FILES_MAX || walk.entryCount > ENTRIES_MAX || isLate) {
      walk.isWhole = false;
      walk.unread.push({ path, reason: "The search ended here, at its limit. Name a smaller folder." });
      return;
    }
    const kind = await kindOf(path);
    if (kind === "file" && (depth === 0 || looksLikeClientFile(path))) {
      fileCount += 1;
      yield depth === 0 ? resolve(path) : path;
    }
    if (kind === "folder" && depth < DEPTH_MAX && !SYSTEM_FOLDERS.has(path)) {
      const folder = depth === 0 ? await realpath(path) : path;
      if (depth === 0) walk.folders.push(folder);
      pending.push(...(await inside(folder, depth, walk.unread)));
    }
    if (kind === "folder" && depth === DEPTH_MAX)
      walk.unread.push({ path, reason: "The folder is nested too deep." });
    if (depth === 0 && kind === "link") walk.unread.push({ path, reason: "Links are not followed." });
    if (depth === 0 && kind === "nothing")
      walk.unread.push({ path, reason: "There is no such file or folder." });
  }
}

/** The text of one file, or why it is not read. Opened without following a link, and read to its bound and no further. */
export async function readClientText(path: string): Promise<FoundFile | Unread> {
  const tooLarge = { path, reason: `It is larger than ${FILE_BYTES_MAX / 1_000_000} MB.` };
  try {
    // Not blocking: opening a named pipe would wait for whoever writes it.
    const file = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const { size } = await file.stat();
      if (size > FILE_BYTES_MAX) return tooLarge;
      // Somebody may be writing it: what comes after the size it had is left for the next time.
      const bytes = Buffer.alloc(size);
      let length = 0;
      while (length < size) {
        const { bytesRead } = await file.read(bytes, length, size - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { path, content: bytes.toString("utf8", 0, length) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { path, reason: `It cannot be read (${codeOf(error)}).` };
  }
}

function looksLikeClientFile(path: string): boolean {
  return CLIENT_FILE.test(path) && (clientOfPath(path) !== null || CLIENT_NAME.test(basename(path)));
}

async function kindOf(path: string): Promise<"file" | "folder" | "link" | "nothing"> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return "link";
    if (found.isDirectory()) return "folder";
    return found.isFile() ? "file" : "nothing";
  } catch {
    // Whatever the reason, it is not there for us; the caller says so where it matters.
    return "nothing";
  }
}

async function inside(path: string, depth: number, unread: Unread[]) {
  try {
    const names = await readdir(path);
    return names
      .filter((name) => !SKIPPED.has(name))
      .sort()
      .reverse()
      .map((name) => ({ path: join(path, name), depth: depth + 1 }));
  } catch (error) {
    unread.push({ path, reason: `The folder cannot be read (${codeOf(error)}).` });
    return [];
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}
