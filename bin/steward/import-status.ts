import { resolve } from "node:path";
import type { ImportedFile } from "#lib/discovery/model.ts";
import type { Unread, Walk } from "./find-client-files.ts";

/** The rest was read, and something that was named was not, or not as a whole. */
const PARTLY = 3;
const NOTHING = 1;

/** What the statuses of an import mean, for `--help`. */
export const IMPORT_STATUSES = `Exit status: 0 when all that was named was read, or was known and is no longer there; 3 when only a part was;
1 when nothing could be read; 2 when nothing that was named is there. What cannot be read inside a folder is listed and
changes no status.`;

interface Looked {
  files: readonly { isNamed: boolean; outcome: ImportedFile }[];
  walk: Walk;
}

/** What was not read, with its reason: what could not be opened, then what is no client's file. */
export function listUnread({ files, walk }: Looked): Unread[] {
  const refused = files.flatMap(({ outcome }) =>
    outcome.ok ? [] : [{ path: outcome.path, reason: outcome.reason }],
  );
  return [...walk.unread, ...refused];
}

/** The exit status of an import, tried or done. `isDone`: something was read, or found to be gone. */
export function importStatus(paths: readonly string[], { files, walk }: Looked, isDone: boolean): number {
  if (!isDone) return NOTHING;
  const named = new Set(paths.map((path) => resolve(path)));
  const isMissing = walk.unread.some(({ path }) => named.has(resolve(path)));
  const isRefused = files.some(({ isNamed, outcome }) => isNamed && !outcome.ok);
  return isMissing || isRefused || !walk.isWhole ? PARTLY : 0;
}
