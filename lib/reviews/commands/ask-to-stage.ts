import { command } from "#lib/kernel/command.ts";
import { countExpected } from "../count-expected.ts";
import { editDraft } from "../edit-draft.ts";
import { campaignVersionInput } from "../input.ts";
import { STAGE_TASK, STAGING_QUEUE } from "../staging.ts";
import { loadStagingCounter, saveStagingAsked } from "../staging-store.ts";

/**
 * Asks for a draft's population to be gathered and frozen. The worker does it, one population at a time, so that the
 * rows counted meanwhile are its own.
 */
export const askToStage = command({
  name: "ask-to-stage",
  permission: "campaign:manage",
  input: campaignVersionInput,
  run: async ({ tx, actor, now }, input) => {
    const draft = await editDraft(tx, actor.organizationId, input, "stage");
    const { campaignId } = input;
    await saveStagingAsked(tx, actor.organizationId, draft, {
      stagingAskedAt: now,
      stagingFrom: await loadStagingCounter(tx),
      stagingExpected: await countExpected(tx, draft.definition, now),
    });
    return {
      result: { campaignId, version: draft.version + 1 },
      events: [
        {
          type: "campaign.staging",
          subject: { kind: "campaign", id: campaignId, name: draft.name },
          detail: { campaignId },
        },
      ],
      jobs: [
        {
          task: STAGE_TASK,
          payload: { campaignId },
          key: `${STAGE_TASK} ${campaignId}`,
          queue: STAGING_QUEUE,
        },
      ],
    };
  },
});
