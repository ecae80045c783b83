import { command } from "#lib/kernel/command.ts";
import { askForStaging } from "../ask-for-staging.ts";
import { editDraft } from "../edit-draft.ts";
import { campaignVersionInput } from "../input.ts";

/** Asks for a draft's population to be gathered and frozen. */
export const askToStage = command({
  name: "ask-to-stage",
  permission: "campaign:manage",
  input: campaignVersionInput,
  run: async (context, input) => {
    const draft = await editDraft(context.tx, context.actor.organizationId, input, "stage");
    const job = await askForStaging(context, draft);
    const { campaignId } = input;
    return {
      result: { campaignId, version: draft.version + 1 },
      events: [
        {
          type: "campaign.staging",
          subject: { kind: "campaign", id: campaignId, name: draft.name },
          detail: { campaignId },
        },
      ],
      jobs: [job],
    };
  },
});
