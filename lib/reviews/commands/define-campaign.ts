import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { defineCampaignInput } from "../input.ts";
import { insertDraft } from "../staging-store.ts";

/** Writes down what a review is to ask. Nothing is frozen and nobody is asked until it is staged and run. */
export const defineCampaign = command({
  name: "define-campaign",
  permission: "campaign:manage",
  input: defineCampaignInput,
  run: async ({ tx, actor, now }, { definition }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can define a review.");
    const id = newId(now);
    await insertDraft(tx, actor.organizationId, {
      id,
      serverId: null,
      definition,
      createdById: person.userId,
      cause: null,
      createdAt: now,
    });
    return {
      result: { campaignId: id, version: 1 },
      events: [
        {
          type: "campaign.defined",
          subject: { kind: "campaign", id, name: definition.name },
          detail: { campaignId: id, subjects: definition.subjects, stages: definition.stages.length },
        },
      ],
    };
  },
});
