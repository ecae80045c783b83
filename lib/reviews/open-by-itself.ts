import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import type { CampaignCause } from "./cause.ts";
import { countExpected } from "./count-expected.ts";
import { STAGE_TASK, STAGING_QUEUE } from "./staging.ts";
import { insertDraft, loadStagingCounter, saveStagingAsked } from "./staging-store.ts";

export interface Opened {
  campaignId: string;
  event: AuditableEvent;
  job: Job;
}

/** Drafts a review that nobody began, with its cause, and has its population gathered. */
export async function openByItself(
  { tx, actor, now }: CommandContext,
  definition: CampaignDefinition,
  cause: CampaignCause,
): Promise<Opened> {
  const { organizationId } = actor;
  const campaignId = newId(now);
  await insertDraft(tx, organizationId, {
    id: campaignId,
    definition,
    createdById: null,
    cause,
    createdAt: now,
  });
  await saveStagingAsked(
    tx,
    organizationId,
    { id: campaignId, version: 1, state: "draft" },
    {
      stagingAskedAt: now,
      stagingFrom: await loadStagingCounter(tx),
      stagingExpected: await countExpected(tx, definition, now),
    },
  );
  return {
    campaignId,
    event: {
      type: "campaign.opened",
      subject: { kind: "campaign", id: campaignId, name: definition.name },
      detail: { campaignId, cause },
    },
    job: {
      task: STAGE_TASK,
      payload: { campaignId },
      key: `${STAGE_TASK} ${campaignId}`,
      queue: STAGING_QUEUE,
    },
  };
}
