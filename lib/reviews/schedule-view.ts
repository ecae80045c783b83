import type { CommandContext } from "#lib/kernel/command.ts";
import { ruleWords } from "./plain-rule.ts";
import { datesAfter } from "./recurrence.ts";
import type { ScheduleRow } from "./schedule-store.ts";

/** How many of its next dates are shown. */
const DATES_SHOWN = 5;

/** A schedule as people and programs see it. Times are ISO 8601. */
export function toScheduleView(schedule: ScheduleRow, { now }: Pick<CommandContext, "now">) {
  const { id, name, definition, recurrence, startsItself, state, createdBy, lastCampaign, version } =
    schedule;
  return {
    id,
    name,
    definition,
    recurrence,
    /** "every 3 months" */
    recurs: ruleWords(recurrence.rule, recurrence.startsOn),
    startsItself,
    state,
    nextAt: schedule.nextAt?.toISOString() ?? null,
    /** When it will open reviews; none while it is paused. */
    nextDates:
      state === "active" ? datesAfter(recurrence, now, DATES_SHOWN).map((date) => date.toISOString()) : [],
    lastAt: schedule.lastAt?.toISOString() ?? null,
    lastReview: lastCampaign,
    createdBy,
    createdAt: schedule.createdAt.toISOString(),
    version,
  };
}

export type ScheduleView = ReturnType<typeof toScheduleView>;
