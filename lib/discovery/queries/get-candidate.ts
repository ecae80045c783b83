import { query } from "../../kernel/query.ts";
import { loadCandidate } from "../candidate-store.ts";
import { candidateView } from "../candidate-view.ts";
import { candidateInput } from "../input.ts";

/** One candidate with where it was seen. */
export const getCandidate = query({
  name: "get-candidate",
  permission: "candidate:read",
  input: candidateInput,
  run: async ({ tx, actor }, { candidateId }) =>
    candidateView(await loadCandidate(tx, actor.organizationId, candidateId)),
});
