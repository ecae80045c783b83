import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { clientOfPath } from "#lib/discovery/readers/client-of-path.ts";

/** Bounds of one walk, so that a wrong path (a whole disk) ends with words and not with the machine. */
export const FILES_MAX = 10_000;
const DEPTH_MAX = 25;
const FILE_BYTES_MAX = 5_000_000;

const SKIPPED = new Set(["node_modules", ".git"]);
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

/**
 * The client files at these paths: a file that is named is taken whatever it is called, a folder is searched for
 * names that clients use. Links are never followed.
 */
export async function findClientFiles(
  paths: readonly string[],
): Promise<{ files: string[]; unread: Unread[] }> {
  const files: string[] = [];
  const unread: Unread[] = [];
  const pending = paths.map((path) => ({ path, depth: 0 }));
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { path, depth } = next;
    const kind = await kindOf(path);
    if (kind === "file" && (depth === 0 || looksLikeClientFile(path))) files.push(path);
    if (kind === "folder" && depth < DEPTH_MAX) pending.push(...(await inside(path, depth, unread)));
    if (depth === 0 && kind === "link") unread.push({ path, reason: "Links are not followed." });
    if (depth === 0 && kind === "nothing") unread.push({ path, reason: "There is no such file or folder." });
    if (files.length > FILES_MAX)
      throw new Error(`There are more than ${FILES_MAX} client files. Name a smaller folder.`);
  }
  return { files, unread };
}

/** The text of one file, or why it is not read. */
export async function readClientText(path: string): Promise<FoundFile | Unread> {
  const { size } = await lstat(path);
  if (size > FILE_BYTES_MAX) return { path, reason: `It is larger than ${FILE_BYTES_MAX / 1_000_000} MB.` };
  try {
    return { path, content: await readFile(path, "utf8") };
  } catch (error) {
    return { path, reason: `It cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).` };
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
      .map((name) => ({ path: join(path, name), depth: depth + 1 }));
  } catch (error) {
    unread.push({
      path,
      reason: `The folder cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
    });
    return [];
  }
}
