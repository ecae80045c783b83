import { systemActor } from "#lib/kernel/actor.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import type { Sweep } from "#lib/kernel/reaction.ts";
import { startDueCampaign } from "./commands/start-due-campaign.ts";
import { listDueStarts } from "./queries/list-due-starts.ts";

/** Staged reviews whose day has come start by themselves. */
export const startSweeps: readonly Sweep[] = [
  {
    name: "due-starts",
    everyMinutes: 5,
    run: async (organizationId) => {
      const actor = systemActor(organizationId, "review start");
      const due = await listDueStarts(actor, {});
      throwFirst(await failuresOf(due, (campaignId) => startDueCampaign(actor, { campaignId })));
    },
  },
];
