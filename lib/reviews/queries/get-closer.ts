import { query } from "#lib/kernel/query.ts";
import { campaignInput } from "../input.ts";
import { loadCampaign, loadPeople } from "../store.ts";

/** Who asked to close a review, for the trail: null where it closes by itself. */
export const getCloser = query({
  name: "get-closer",
  permission: "campaign:end",
  input: campaignInput,
  run: async ({ tx, actor }, { campaignId }) => {
    const { closingAskedById } = await loadCampaign(tx, actor.organizationId, campaignId);
    const person = (await loadPeople(tx, [closingAskedById])).get(closingAskedById ?? "");
    return person === undefined ? null : { userId: person.id, name: person.name, email: person.email };
  },
});
