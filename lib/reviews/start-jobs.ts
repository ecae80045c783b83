import { systemActor } from "#lib/kernel/actor.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import type { Announcement, Reactions, Sweep } from "#lib/kernel/reaction.ts";
import { startByItself } from "./commands/start-by-itself.ts";
import { listDueStarts } from "./queries/list-due-starts.ts";

/** What is staged starts at once, where nobody's hand is needed for it. */
export const startReactions: Reactions = {
  "campaign.staged": async ({ organizationId, event }: Announcement) => {
    if (event.subject.id === null) return;
    await startByItself(systemActor(organizationId, "review start"), { campaignId: event.subject.id });
  },
};

/** What has its day today starts today; what something is in the way of is tried again. */
export const startSweeps: readonly Sweep[] = [
  {
    name: "due-starts",
    everyMinutes: 5,
    run: async (organizationId) => {
      const actor = systemActor(organizationId, "review start");
      const due = await listDueStarts(actor, {});
      throwFirst(await failuresOf(due, (campaignId) => startByItself(actor, { campaignId })));
    },
  },
];
