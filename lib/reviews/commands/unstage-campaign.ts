import { conflict } from "#lib/kernel/app-error.ts";
import { bulkCommand } from "#lib/kernel/command.ts";
import { editDraft } from "../edit-draft.ts";
import { campaignVersionInput } from "../input.ts";
import { unstageItems } from "../staging-store.ts";
import { saveCampaign } from "../store.ts";

/** Throws away a frozen population that nobody was asked about yet: the review can be changed and staged again. */
export const unstageCampaign = bulkCommand({
  name: "unstage-campaign",
  permission: "campaign:manage",
  input: campaignVersionInput,
  run: async ({ tx, actor }, input) => {
    const { organizationId } = actor;
    const staged = await editDraft(tx, organizationId, input, "unstage");
    await unstageItems(tx, staged.id);
    const draft = { state: "draft" as const, startRefusal: null, startTriedAt: null };
    if (!(await saveCampaign(tx, organizationId, staged, draft))) throw conflict("review");
    return {
      result: { campaignId: staged.id, version: staged.version + 1 },
      events: [
        {
          type: "campaign.unstaged",
          subject: { kind: "campaign", id: staged.id, name: staged.name },
          detail: {
            campaignId: staged.id,
            population: staged.populationCount,
            populationHash: staged.populationHash,
          },
        },
      ],
    };
  },
});
