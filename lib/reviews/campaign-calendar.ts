import { addMinutes } from "date-fns/addMinutes";
import ical, { ICalAlarmType, ICalCalendarMethod } from "ical-generator";
import type { CampaignDate } from "./campaign-dates.ts";

/** So long before a date that is still ahead a calendar reminds of it. */
const REMIND_BEFORE_SECONDS = 2 * 86_400;
/** An entry without a length is not drawn by every calendar. */
const SHOWN_MINUTES = 30;

interface Review {
  id: string;
  name: string;
  /** The page that says more. */
  url: string;
  dates: readonly CampaignDate[];
}

/** A review's dates as a calendar file (RFC 5545). It names the review and its stages, and nothing that is in it. */
export function campaignCalendar({ id, name, url, dates }: Review, now: Date): string {
  const calendar = ical({
    name,
    prodId: { company: "Steward", product: "Reviews", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const { kind, at, stage } of dates) {
    const event = calendar.createEvent({
      // The same date keeps its place in a calendar that takes the file again.
      id: `review-${id}-${kind}${stage === null ? "" : `-${stage.number}`}@steward`,
      stamp: now,
      start: at,
      end: addMinutes(at, SHOWN_MINUTES),
      summary: summaryOf(kind, name, stage),
      url,
    });
    if (at > now) event.createAlarm({ type: ICalAlarmType.display, trigger: REMIND_BEFORE_SECONDS });
  }
  return calendar.toString();
}

function summaryOf(kind: CampaignDate["kind"], name: string, stage: CampaignDate["stage"]): string {
  switch (kind) {
    case "started":
      return `${name}: started`;
    case "stage_ends":
      return `${name}: the stage ${stage?.name ?? ""} ends`;
    case "due":
      return `${name}: answers are due`;
    case "closed":
      return `${name}: closed`;
  }
}
