import type { CommandContext } from "#lib/kernel/command.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import { countExpected } from "./count-expected.ts";
import { STAGE_TASK, STAGING_QUEUE } from "./staging.ts";
import { loadStagingCounter, saveStagingAsked } from "./staging-store.ts";
import type { CampaignRow } from "./store.ts";

/**
 * Has a draft's population gathered by the worker, one population at a time, so that the rows counted meanwhile are its own.
 *
 * @throws AppError `conflict` when somebody changed it since it was read
 */
export async function askForStaging(
  { tx, actor, now }: CommandContext,
  draft: Pick<CampaignRow, "id" | "version" | "state" | "definition">,
): Promise<Job> {
  await saveStagingAsked(tx, actor.organizationId, draft, {
    stagingAskedAt: now,
    stagingFrom: await loadStagingCounter(tx),
    stagingExpected: await countExpected(tx, draft.definition, now),
  });
  return {
    task: STAGE_TASK,
    payload: { campaignId: draft.id },
    key: `${STAGE_TASK} ${draft.id}`,
    queue: STAGING_QUEUE,
  };
}
