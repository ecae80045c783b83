import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { loadVoices } from "../voice-store.ts";
import { countWaitingFor } from "../waiting-store.ts";

/** How many items wait for this person's answer. Nothing waits for a token. */
export const countMyReviewItems = query({
  name: "count-my-review-items",
  permission: "campaign:read",
  input: noInput,
  run: async ({ tx, actor, now }) =>
    actor.kind === "person" ? countWaitingFor(tx, await loadVoices(tx, actor.userId, now)) : 0,
});
