import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import { insertDraft } from "./staging-store.ts";

/** Writes a draft down in a person's name. `from` is the review that it was made of. */
export async function beginDraft(
  { tx, actor, now }: CommandContext,
  definition: CampaignDefinition,
  from: string | null,
): Promise<Outcome<{ campaignId: string; version: number }>> {
  const person = actingPerson(actor);
  if (person === null) throw new AppError("forbidden", "Only a person can define a review.");
  const id = newId(now);
  await insertDraft(tx, actor.organizationId, {
    id,
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
        detail: {
          campaignId: id,
          subjects: definition.subjects,
          stages: definition.stages.length,
          ...(from === null ? {} : { from }),
        },
      },
    ],
  };
}
