import { z } from "zod";
import { cursorText, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import {
  type CandidateFilter,
  COUNT_LIMIT,
  countCandidateRows,
  listCandidateRows,
} from "../candidate-list-store.ts";
import { candidateView } from "../candidate-view.ts";
import { listCandidatesInput } from "../input.ts";
import { CANDIDATE_STATES } from "../model.ts";

const NEW_MS = 7 * 24 * 3_600_000;

const position = z.tuple([cursorText, z.uuid()]);

/** One page of candidates by name, how many there are in all, and how many with the same filter in each state. */
export const listCandidates = query({
  name: "list-candidates",
  permission: "candidate:read",
  input: listCandidatesInput,
  run: async ({ tx, now }, { state, search, client, machine, has, seen, limit, cursor }) => {
    const [name, id] = parseCursor(cursor, position) ?? [];
    const after = name === undefined || id === undefined ? null : { name, id };
    const filter: CandidateFilter = {
      state,
      search,
      client,
      machine,
      has,
      newSince: seen === "new" ? new Date(now.getTime() - NEW_MS) : null,
      isGone: seen === "gone" ? true : seen === "present" ? false : undefined,
    };
    const rows = await listCandidateRows(tx, filter, { after, limit });
    const counts = { discovered: 0, registered: 0, dismissed: 0 };
    for (const one of CANDIDATE_STATES) counts[one] = await countCandidateRows(tx, { ...filter, state: one });
    const items = rows.slice(0, limit).map(candidateView);
    const last = items.at(-1);
    return {
      items,
      counts,
      total: { count: Math.min(counts[state], COUNT_LIMIT), isEstimate: counts[state] > COUNT_LIMIT },
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.name, last.id]) : null,
    };
  },
});
