import { query } from "#lib/kernel/query.ts";
import { loadItemsToVerify } from "../close-store.ts";
import { CLOSE_CHUNK } from "../closing.ts";
import { campaignInput } from "../input.ts";
import { loadQuestions } from "../thing-store.ts";

/**
 * What was carried out in a closing review and is still to be verified, at most 1,000 items, and what Steward's own
 * decisions are to be asked about them.
 */
export const listItemsToVerify = query({
  name: "list-items-to-verify",
  permission: "campaign:end",
  input: campaignInput,
  run: async ({ tx }, { campaignId }) => {
    const items = await loadItemsToVerify(tx, campaignId, CLOSE_CHUNK);
    // A change is no removal: it is looked at, and decisions go on saying yes.
    const removals = items.filter(({ decision }) => decision !== "change");
    return { itemIds: items.map(({ id }) => id), questions: await loadQuestions(tx, removals) };
  },
});
