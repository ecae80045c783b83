import { query } from "#lib/kernel/query.ts";
import { whyNotTo } from "../reassigning.ts";
import { loadPossibleReviewers } from "../seat-store.ts";
import { listPossibleReviewersInput } from "../stage-input.ts";
import { loadCampaign } from "../store.ts";

/** More than this many are found by their names. */
const PEOPLE_MAX = 50;

/** Who could review an item, or what waits for somebody, the nearest first; each with the reason they cannot, or null. */
export const listPossibleReviewers = query({
  name: "list-possible-reviewers",
  permission: "campaign:read",
  input: listPossibleReviewersInput,
  run: async ({ tx, actor }, { campaignId, itemId, fromId, q }) => {
    await loadCampaign(tx, actor.organizationId, campaignId);
    const among = { campaignId, itemId: itemId ?? null, fromId: fromId ?? null };
    const words = q === undefined || q === "" ? null : q;
    const found = await loadPossibleReviewers(tx, { ...among, words, userId: null, limit: PEOPLE_MAX });
    return found.map((person) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      closeness: person.closeness,
      whyNot: whyNotTo(person),
    }));
  },
});
