import { systemActor } from "#lib/kernel/actor.ts";
import { failuresOf, throwFirst } from "#lib/kernel/failures.ts";
import type { Sweep } from "#lib/kernel/reaction.ts";
import { openDueReview } from "./commands/open-due-review.ts";
import { listDueSchedules } from "./queries/list-due-schedules.ts";

export const scheduleSweeps: readonly Sweep[] = [{ name: "due-reviews", everyMinutes: 1, run: openAllDue }];

/** Opens what is due, each in a transaction of its own; more than a page of them are opened by the next sweep. */
async function openAllDue(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, "review schedule");
  const due = await listDueSchedules(actor, {});
  throwFirst(await failuresOf(due, (scheduleId) => openDueReview(actor, { scheduleId })));
}
