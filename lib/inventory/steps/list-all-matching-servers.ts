import type { Tx } from "../../kernel/db.ts";
import { readQuestion } from "../read-question.ts";
import type { ServerFilter } from "../server-list-input.ts";
import { listMatchingIds } from "../server-list-store.ts";

/** More servers than one organization is made for. */
const ALL_MAX = 2_000_000;

/**
 * Every server that a filter finds, by id, from one look; null when the filter leaves nothing out, which stands for all.
 * For work that is one statement over all of them; work done server by server uses `listMatchingServers`.
 */
export async function listAllMatchingServers(
  tx: Tx,
  filter: ServerFilter,
  now: Date,
): Promise<string[] | null> {
  const { question, isHopeless } = await readQuestion(tx, filter, now);
  if (isHopeless) return [];
  const { facets, windows, textSearch } = question;
  if (facets.length === 0 && windows.length === 0 && textSearch === null) return null;
  return listMatchingIds(tx, question, { way: "find" }, { after: null, limit: ALL_MAX });
}
