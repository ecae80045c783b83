import { command } from "#lib/kernel/command.ts";
import { recordItemsExportInput } from "../progress-input.ts";
import { loadCampaign } from "../store.ts";

/**
 * Puts into the trail that a list of a review's items is being taken out, before the first of them leaves.
 *
 * @throws AppError `not_found`
 */
export const recordItemsExport = command({
  name: "record-items-export",
  permission: "campaign:read",
  input: recordItemsExportInput,
  run: async ({ tx, actor }, { campaignId, search }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const subject = { kind: "campaign", id: campaignId, name: campaign.name };
    return {
      result: {},
      events: [{ type: "campaign.items_exported", subject, detail: { search } }],
    };
  },
});
