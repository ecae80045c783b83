import { z } from "zod";
import { systemActor } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import type { Announcement, Reactions, Sweep } from "#lib/kernel/reaction.ts";
import { clockReactions } from "./clock-jobs.ts";
import { closeReviewsOfEndedServer } from "./commands/close-reviews-of-ended-server.ts";
import { failStaging } from "./commands/fail-staging.ts";
import { stageCampaign } from "./commands/stage-campaign.ts";
import { eventSweeps } from "./event-jobs.ts";
import { listStalledStagings } from "./queries/list-stalled-stagings.ts";
import { sampleSweeps } from "./sample-jobs.ts";
import { scheduleSweeps } from "./schedule-jobs.ts";
import { stageReactions, stageSweeps, stageTasks } from "./stage-jobs.ts";
import { STAGE_TASK } from "./staging.ts";
import { startReactions, startSweeps } from "./start-jobs.ts";

const payloadInput = z.object({ organizationId: z.uuid(), campaignId: z.uuid() });

export const tasks: Record<string, (payload: unknown) => Promise<void>> = {
  [STAGE_TASK]: async (payload) => {
    const { organizationId, campaignId } = payloadInput.parse(payload);
    await stage(organizationId, campaignId);
  },
  ...stageTasks,
};

export const sweeps: readonly Sweep[] = [
  ...scheduleSweeps,
  ...eventSweeps,
  ...sampleSweeps,
  ...startSweeps,
  {
    name: "stalled-stagings",
    everyMinutes: 5,
    run: async (organizationId) => {
      const stalled = await listStalledStagings(systemActor(organizationId, "staging"), {});
      throwFirst(await failuresOf(stalled, (campaignId) => stage(organizationId, campaignId)));
    },
  },
  ...stageSweeps,
];

/** What a rule refuses is told to whoever asked; what fails otherwise is tried again. */
async function stage(organizationId: string, campaignId: string): Promise<void> {
  const actor = systemActor(organizationId, "staging");
  try {
    await stageCampaign(actor, { campaignId });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "refused") throw error;
    await failStaging(actor, { campaignId, reason: error.publicMessage });
  }
}

/** A server that was cut off leaves nothing to review. */
export const reactions: Reactions = {
  ...startReactions,
  ...clockReactions,
  ...stageReactions,
  "server.revoked": close,
  "server.retired": close,
};

async function close({ organizationId, event }: Announcement): Promise<void> {
  const { serverId } = event.detail;
  if (typeof serverId !== "string") return;
  await closeReviewsOfEndedServer(systemActor(organizationId, "server's end"), { serverId });
}
