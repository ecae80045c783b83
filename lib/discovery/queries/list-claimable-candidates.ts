import { z } from "zod";
import { cursorText, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { type ClaimableRow, listClaimableRows } from "../claim-store.ts";
import { listClaimableInput, SEARCH_CHARS_MIN } from "../input.ts";

const position = z.tuple([cursorText, z.uuid()]);

/**
 * A page of servers that were found and that nobody governs, by name, with what people recognise them by. Words
 * shorter than a search takes find everything. Times are ISO 8601.
 */
export const listClaimableCandidates = query({
  name: "list-claimable-candidates",
  permission: "candidate:claim",
  input: listClaimableInput,
  run: async ({ tx }, { search, cursor, limit }) => {
    const [name, id] = parseCursor(cursor, position) ?? [];
    const after = name === undefined || id === undefined ? null : { name, id };
    const words = search.length < SEARCH_CHARS_MIN ? "" : search;
    const rows = await listClaimableRows(tx, words, { after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(toItem);
    const last = items.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items, nextCursor: hasMore ? toCursor([last.name, last.id]) : null };
  },
});

export type ClaimableItem = ReturnType<typeof toItem>;

function toItem(row: ClaimableRow) {
  return {
    id: row.id,
    name: row.name,
    packageName: row.package_name,
    host: row.url === null ? null : hostOf(row.url),
    clients: row.clients,
    lastSeenAt: row.last_seen_at.toISOString(),
    claimedBy: row.claimed_by,
  };
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
