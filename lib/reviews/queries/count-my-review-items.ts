import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { countItemsFor } from "../list-store.ts";
import { loadVoices } from "../voice-store.ts";

/** How many items wait for this person's answer; 10,001 means more than 10,000. Nothing waits for a token. */
export const countMyReviewItems = query({
  name: "count-my-review-items",
  permission: "campaign:read",
  input: noInput,
  run: async ({ tx, actor, now }) =>
    actor.kind === "person" ? countItemsFor(tx, await loadVoices(tx, actor.userId, now)) : 0,
});
