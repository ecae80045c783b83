import { command, unchanged } from "#lib/kernel/command.ts";
import { editDraft } from "../edit-draft.ts";
import { changeCampaignInput } from "../input.ts";
import { seal } from "../seal.ts";
import { saveDefinition } from "../staging-store.ts";

/**
 * Changes what a draft is to ask.
 *
 * @throws AppError `refused` when it is frozen or being frozen; `conflict` when it is not the version on the screen
 */
export const changeCampaign = command({
  name: "change-campaign",
  permission: "campaign:manage",
  input: changeCampaignInput,
  run: async ({ tx, actor }, { campaignId, definition, version }) => {
    const draft = await editDraft(tx, actor.organizationId, { campaignId, version }, "change");
    if (seal(draft.definition) === seal(definition)) return unchanged({ campaignId, version });
    await saveDefinition(tx, actor.organizationId, draft, definition);
    return {
      result: { campaignId, version: version + 1 },
      events: [
        {
          type: "campaign.changed",
          subject: { kind: "campaign", id: campaignId, name: definition.name },
          detail: { campaignId, was: seal(draft.definition), is: seal(definition) },
        },
      ],
    };
  },
});
