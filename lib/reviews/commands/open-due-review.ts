import { command, unchanged } from "#lib/kernel/command.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { wallTime } from "#lib/kernel/wall-time.ts";
import { type CampaignDefinition, NAME_MAX } from "../campaign-definition.ts";
import { subjectOf } from "../edit-schedule.ts";
import { openByItself } from "../open-by-itself.ts";
import { dueReview } from "../schedule.ts";
import { scheduleInput } from "../schedule-input.ts";
import { keepAsRead, lockSchedule, type ScheduleRow, saveSchedule } from "../schedule-store.ts";
import { whomToTell } from "../whom-to-tell.ts";

/**
 * Opens the review of a schedule whose date has come, once, whoever looks and however late: of several dates that passed
 * unseen it is the last one's. Where the one before it still waits to be started, that one stands for both, and whoever
 * defined the schedule is told.
 */
export const openDueReview = command({
  name: "open-due-review",
  permission: "campaign:open",
  input: scheduleInput,
  run: async (context, { scheduleId }) => {
    const { tx, actor, now } = context;
    const schedule = await lockSchedule(tx, actor.organizationId, scheduleId);
    const due = dueReview(schedule.recurrence, schedule.nextAt, now);
    const none: { campaignId: string | null } = { campaignId: null };
    if (due === null) return unchanged(none);
    const { dueAt, missed, nextAt } = due;
    const state = nextAt === null ? ("over" as const) : ("active" as const);
    if (isWaiting(schedule)) {
      await saveSchedule(tx, actor.organizationId, schedule, { state, nextAt });
      const detail = {
        dueAt: dueAt.toISOString(),
        campaignId: schedule.lastCampaign?.id ?? null,
        notify: await whomToTell(tx, schedule.createdBy.id),
        href: `/reviews/${schedule.lastCampaign?.id}`,
      };
      return {
        result: none,
        events: [{ type: "review_schedule.skipped", subject: subjectOf(schedule), detail }],
      };
    }
    await keepAsRead(tx, actor.organizationId, schedule);
    const day = dayOf(schedule, dueAt);
    const { campaignId, event, job } = await openByItself(context, namedAfter(schedule, day), {
      kind: "schedule",
      scheduleId,
      name: schedule.name,
      dueAt: dueAt.toISOString(),
      day,
      missed,
      startsItself: schedule.startsItself,
    });
    const fate = { state, nextAt, lastAt: dueAt, lastCampaignId: campaignId };
    await saveSchedule(tx, actor.organizationId, schedule, fate);
    return { result: { campaignId }, events: [event], jobs: [job] };
  },
});

function isWaiting({ lastCampaign }: ScheduleRow): boolean {
  return lastCampaign?.state === "draft" || lastCampaign?.state === "staged";
}

/** The day on which it is due where the schedule is. */
function dayOf({ recurrence }: ScheduleRow, dueAt: Date): string {
  return new Date(wallTime(dueAt, recurrence.timeZone)).toISOString().slice(0, 10);
}

/** "Quarterly review, 1 January 2027": each can be told from the others of its schedule. */
function namedAfter({ definition }: ScheduleRow, day: string): CampaignDefinition {
  const ending = `, ${dayInWords(day)}`;
  const name = definition.name.slice(0, NAME_MAX - ending.length).toWellFormed();
  return { ...definition, name: `${name}${ending}` };
}
