import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand } from "#lib/kernel/command.ts";
import { editDraft } from "../edit-draft.ts";
import { campaignVersionInput } from "../input.ts";
import { unstageItems } from "../staging-store.ts";
import { saveCampaign } from "../store.ts";

/** Gives up a review that nobody was asked about yet. What it was to ask stays on record. */
export const discardCampaign = bulkCommand({
  name: "discard-campaign",
  permission: "campaign:manage",
  input: campaignVersionInput,
  run: async ({ tx, actor }, input) => {
    const { organizationId } = actor;
    const draft = await editDraft(tx, organizationId, input, "discard");
    await unstageItems(tx, draft.id);
    if (!(await saveCampaign(tx, organizationId, draft, { state: "discarded" }))) throw conflict("review");
    return {
      result: null,
      events: [
        {
          type: "campaign.discarded",
          subject: { kind: "campaign", id: draft.id, name: draft.name },
          detail: { campaignId: draft.id },
        },
      ],
    };
  },
});
