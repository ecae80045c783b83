import { query } from "../../kernel/query.ts";
import { candidateInput } from "../input.ts";
import { listPlaceChanges } from "../place-store.ts";

/** What happened at a candidate's places after it was first seen there, newest first, at most 50. */
export const listCandidateChanges = query({
  name: "list-candidate-changes",
  permission: "candidate:read",
  input: candidateInput,
  run: async ({ tx }, { candidateId }) => {
    const changes = await listPlaceChanges(tx, candidateId);
    return changes.map(({ changedAt, ...change }) => ({ ...change, changedAt: changedAt.toISOString() }));
  },
});
