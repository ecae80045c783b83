import type { Tx } from "../kernel/db.ts";
import { CLIENTS } from "./model.ts";

interface UnseenQuestion {
  importId: string | null;
  machine: string;
  folder: string;
  after: string;
  limit: number;
}

/** Files of a machine inside a folder where something is said to stand, that this import has not seen; by path. */
export async function listUnseenPathRows(
  tx: Tx,
  { importId, machine, folder, after, limit }: UnseenQuestion,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ path: string }[]>`
    select distinct path from sighting
    where machine = ${machine} and gone_at is null and import_id is distinct from ${importId}::uuid
      and (starts_with(path, ${insideOf(folder)}) or path = ${folder}) and path > ${after}
    order by path limit ${limit}`;
  return rows.map((row) => row.path);
}

/** Whether a machine's file at this path, or below it, ever showed something. */
export async function isKnownPlace(tx: Tx, machine: string, path: string): Promise<boolean> {
  // Every client is named, for an index that begins with it: what is gone is in no other.
  const [row] = await tx.$queryRaw<{ isKnown: boolean }[]>`
    select exists (
      select from sighting
      where client = any (${[...CLIENTS]}::text[]) and machine = ${machine}
        and (starts_with(path, ${insideOf(path)}) or path = ${path})) as "isKnown"`;
  return row?.isKnown === true;
}

function insideOf(folder: string): string {
  return `${folder.replace(/\/+$/, "")}/`;
}
