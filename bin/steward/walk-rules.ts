import { basename } from "node:path";
import { clientOfPath } from "#lib/discovery/readers/client-of-path.ts";

/** Folders below the one that is searched. */
export const DEPTH_MAX = 25;

/** What holds no client's configuration and much else: packages, repositories, caches. */
const SKIPPED = new Set(
  "node_modules .git .hg .svn .cache .npm .pnpm-store .yarn .cargo .rustup .gradle .m2 .venv venv __pycache__ Caches .Trash Trash".split(
    " ",
  ),
);
/** What the system shows of itself as files. */
const SYSTEM_FOLDERS = ["/proc", "/sys", "/dev"];
const CLIENT_FILE = /\.(json|jsonc|json5|toml|ya?ml)$/i;
const CLIENT_NAME = /(^|[._-])mcp([._-]|$)/i;

/** Whether a search goes into, or looks at, what has this name inside a folder. */
export function isLookedAt(name: string): boolean {
  return !SKIPPED.has(name);
}

export function isSystemFolder(path: string): boolean {
  return SYSTEM_FOLDERS.includes(path);
}

/** Whether a file inside a searched folder has a name that clients use. */
export function looksLikeClientFile(path: string): boolean {
  return CLIENT_FILE.test(path) && (clientOfPath(path) !== null || CLIENT_NAME.test(basename(path)));
}

/** Whether a search of `folder` would take this file if it stood there: not what was once imported by its name alone. */
export function wouldBeTaken(folder: string, path: string): boolean {
  if (path === folder) return true;
  const inside = `${folder.replace(/\/+$/, "")}/`;
  if (!path.startsWith(inside)) return false;
  const names = path.slice(inside.length).split("/");
  const isInSystem = SYSTEM_FOLDERS.some((system) => path.startsWith(`${system}/`));
  return names.length <= DEPTH_MAX && names.every(isLookedAt) && !isInSystem && looksLikeClientFile(path);
}
