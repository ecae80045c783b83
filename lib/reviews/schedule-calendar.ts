import { addMinutes } from "date-fns/addMinutes";
import ical, { ICalCalendarMethod } from "ical-generator";
import { datesAfter, type Recurrence } from "./recurrence.ts";

/** Dates in one file: three years of quarters. */
const DATES_MAX = 12;
/** An entry without a length is not drawn by every calendar. */
const SHOWN_MINUTES = 30;

interface Schedule {
  id: string;
  name: string;
  recurrence: Recurrence;
  state: string;
  /** The page that says more. */
  url: string;
}

/**
 * The next dates of a schedule as a calendar file (RFC 5545), each an instant of its own: whatever a calendar knows of
 * time zones, it shows them when the reviews open. Empty while it is paused.
 */
export function scheduleCalendar({ id, name, recurrence, state, url }: Schedule, now: Date): string {
  const calendar = ical({
    name,
    prodId: { company: "Steward", product: "Reviews", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  const dates = state === "active" ? datesAfter(recurrence, now, DATES_MAX) : [];
  for (const at of dates) {
    calendar.createEvent({
      // The same date keeps its place in a calendar that takes the file again.
      id: `review-schedule-${id}-${at.getTime()}@steward`,
      stamp: now,
      start: at,
      end: addMinutes(at, SHOWN_MINUTES),
      summary: `${name} opens`,
      url,
    });
  }
  return calendar.toString();
}
