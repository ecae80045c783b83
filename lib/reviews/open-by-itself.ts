import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import { askForStaging } from "./ask-for-staging.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import type { CampaignCause } from "./cause.ts";
import { insertDraft } from "./staging-store.ts";

export interface Opened {
  campaignId: string;
  event: AuditableEvent;
  job: Job;
}

/** Drafts a review that nobody began, with its cause, and has its population gathered. */
export async function openByItself(
  context: CommandContext,
  definition: CampaignDefinition,
  cause: CampaignCause,
): Promise<Opened> {
  const { tx, actor, now } = context;
  const id = newId(now);
  await insertDraft(tx, actor.organizationId, { id, definition, createdById: null, cause, createdAt: now });
  return {
    campaignId: id,
    event: {
      type: "campaign.opened",
      subject: { kind: "campaign", id, name: definition.name },
      detail: { campaignId: id, cause },
    },
    job: await askForStaging(context, { id, version: 1, state: "draft", definition }),
  };
}
