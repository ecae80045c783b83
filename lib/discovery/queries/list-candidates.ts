import { parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { countCandidateRows, listCandidateRows } from "../candidate-store.ts";
import { candidateView } from "../candidate-view.ts";
import { listCandidatesInput } from "../input.ts";

/** One page of candidates by name, and how many there are in each state. */
export const listCandidates = query({
  name: "list-candidates",
  permission: "candidate:read",
  input: listCandidatesInput,
  run: async ({ tx }, { state, search, limit, cursor }) => {
    const [name, id] = parseCursor(cursor, 2) ?? [];
    const after = name === undefined || id === undefined ? null : { name, id };
    const rows = await listCandidateRows(tx, { state, search, after, limit });
    const counts = await countCandidateRows(tx);
    const items = rows.slice(0, limit).map(candidateView);
    const last = items.at(-1);
    return {
      items,
      counts,
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.name, last.id]) : null,
    };
  },
});
