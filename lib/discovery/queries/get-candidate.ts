import { query } from "../../kernel/query.ts";
import { loadCandidate } from "../candidate-store.ts";
import { candidateView } from "../candidate-view.ts";
import { listTellers } from "../import-store.ts";
import { candidateInput } from "../input.ts";

/** One candidate with where it was seen, and by the import's id who told so last. */
export const getCandidate = query({
  name: "get-candidate",
  permission: "candidate:read",
  input: candidateInput,
  run: async ({ tx, actor }, { candidateId }) => {
    const row = await loadCandidate(tx, actor.organizationId, candidateId);
    const tellers = await listTellers(
      tx,
      row.sightings.map((sighting) => sighting.importId),
    );
    return { ...candidateView(row), tellers };
  },
});
