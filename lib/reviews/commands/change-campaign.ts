import { command, unchanged } from "#lib/kernel/command.ts";
import { withAuthor } from "../author.ts";
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
    const changedByIds = withAuthor(draft.changedByIds, actor);
    await saveDefinition(tx, actor.organizationId, draft, { definition, changedByIds });
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
