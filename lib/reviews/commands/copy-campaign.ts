import { command } from "#lib/kernel/command.ts";
import { beginDraft } from "../begin-draft.ts";
import { copyOf } from "../copy-definition.ts";
import { copyCampaignInput } from "../input.ts";
import { loadCampaign } from "../store.ts";

/** A draft that asks what another review asked, whatever became of that. Its population is gathered anew. */
export const copyCampaign = command({
  name: "copy-campaign",
  permission: "campaign:manage",
  input: copyCampaignInput,
  run: async (context, { campaignId, name }) => {
    const { tx, actor } = context;
    const { definition } = await loadCampaign(tx, actor.organizationId, campaignId);
    return beginDraft(context, copyOf(definition, name), campaignId);
  },
});
