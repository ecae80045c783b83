import { query } from "#lib/kernel/query.ts";
import { loadSeatsOf } from "../seat-store.ts";
import { seatsOfInput } from "../stage-input.ts";

/** Running reviews in which something waits for this person. */
export const listSeatsOf = query({
  name: "list-seats-of",
  permission: "campaign:follow-up",
  input: seatsOfInput,
  run: async ({ tx }, { reviewerId }) => loadSeatsOf(tx, reviewerId),
});
