import { dayInWords } from "../kernel/day-in-words.ts";
import type { EventType, Json } from "../kernel/events.ts";
import type { AnnouncedEvent } from "../kernel/reaction.ts";

export interface NoticeWords {
  title: string;
  body: string;
}

/** What a notice about a review says, by event. */
export const REVIEW_WORDS: Partial<Record<EventType, (event: AnnouncedEvent) => NoticeWords>> = {
  "campaign.staged": ({ subject, detail }) => ({
    title: "A review is ready to start",
    body: `${subject.name}: ${Number(detail.population).toLocaleString("en")} items are frozen. Look who is asked, then start it.`,
  }),
  "campaign.not_staged": ({ subject, detail }) => ({
    title: "A review could not be staged",
    body: `${subject.name}: ${String(detail.reason)}`,
  }),
  "campaign.not_started": ({ subject, detail }) => ({
    title: "A review did not start by itself",
    body: `${subject.name}: ${String(detail.reason)}`,
  }),
  "campaign.change_asked": ({ subject, detail }) =>
    typeof detail.breadth === "string"
      ? {
          title: `A review asks for a narrower scope on ${subject.name}`,
          body: `${String(detail.scope)} ends on ${day(detail.dueAt)}. Ask for a ${detail.breadth} one before, or let it end.`,
        }
      : {
          title: `A review asks you to change something about ${subject.name}`,
          body: `${changesInWords(detail.changes)} until ${day(detail.dueAt)}. What is to be done, and by whom it was asked, is on the server's page.`,
        },
  "campaign.change_overdue": ({ subject, detail }) => ({
    title: `What a review asked to be changed about ${subject.name} is late`,
    body: `${changesInWords(detail.changes)} until ${day(detail.dueAt)}. Do it, or decline it for a reason, on the server's page.`,
  }),
  "campaign.change_done": ({ subject, detail }) => ({
    title: `What you asked for in a review is done: ${subject.name}`,
    body: `${String(detail.server)}, in ${String(detail.review)}.`,
  }),
  "campaign.change_declined": ({ subject, detail }) => ({
    title: `What you asked for in a review was declined: ${subject.name}`,
    body: `${String(detail.server)}, in ${String(detail.review)}. The reason is on the review's page.`,
  }),
  "campaign.announced": ({ subject, detail }) => ({
    title: "A review opened by itself",
    body: `${subject.name}: ${String(detail.reason)}`,
  }),
  "campaign.closed": ({ subject }) => ({
    title: "A review is closed, and waits for its sign-off",
    body: `${subject.name}. Its figures and its evidence are on its page.`,
  }),
  "campaign.close_braked": ({ subject, detail }) => ({
    title: "Closing a review waits for a second person",
    body: `${subject.name}: ${brakedWords(detail)}. Look at the list, then confirm or decline.`,
  }),
  "campaign.close_failed": ({ subject, detail }) => ({
    title: "A review cannot close: something could not be carried out",
    body: `${subject.name}: ${String(detail.failed)} failed. Have it tried again, or close the review with that on record.`,
  }),
  "campaign.close_confirmed": ({ subject }) => ({
    title: "Your review is being closed",
    body: `${subject.name}: a second person has confirmed what it cuts off.`,
  }),
  "campaign.close_declined": ({ subject, detail }) => ({
    title: "Closing your review was declined",
    body: `${subject.name} runs on; the reason is on its page. Have what is left answered or passed on. ${detail.isOwn === true ? "It asks again by itself when its list is another; you may close it before." : "Then ask to close it anew."}`,
  }),
  "campaign.close_withdrawn": ({ subject }) => ({
    title: "What you asked to close has closed by itself",
    body: `${subject.name}: nothing was left to ask about.`,
  }),
  "campaign.started": ({ subject, detail }) => ({
    title: "Your access review is asked for",
    body: `${subject.name}, due on ${dayInWords(String(detail.dueAt).slice(0, 10))}.`,
  }),
  "campaign.items_sampled": ({ subject }) => ({
    title: "You are asked for a second look",
    body: `${subject.name}: somebody answered a part of it very fast, so you answer it too.`,
  }),
  "campaign.stage_opened": ({ subject, detail }) => ({
    title: "Your access review is asked for",
    body: `${subject.name}: the stage ${String(detail.name)}, until ${dayInWords(String(detail.endsAt).slice(0, 10))}.`,
  }),
  "campaign.items_reassigned": ({ subject, detail }) => ({
    title: "Review items were passed on to you",
    body: `${subject.name}: ${REASSIGNED[String(detail.kind)] ?? "they are yours to answer"}.`,
  }),
  "campaign.reminded": ({ detail }) => ({
    title: detail.items === 1 ? "1 review item waits for you" : `${detail.items} review items wait for you`,
    body: `${reviewsInWords(detail)}, the first until ${dayInWords(String(detail.soonestAt).slice(0, 10))}.`,
  }),
  "campaign.answered": ({ subject, detail }) => ({
    title: detail.isLastStage === true ? "A review can be closed" : "A stage of a review can end",
    body: `${subject.name}: everything in the stage ${String(detail.name)} is answered.`,
  }),
  "campaign.overdue": ({ subject, detail }) => ({
    title: "The time of a review is up",
    body:
      detail.waiting === 0
        ? `${subject.name}: everything is answered, and it still runs. Close it.`
        : `${subject.name}: ${waitingWords(detail.waiting)} without an answer. Close it, or wait for the rest.`,
  }),
};

function brakedWords({
  removals,
  inForce,
  serversOff,
  servers,
  secondLooks,
}: AnnouncedEvent["detail"]): string {
  const looks = Number(secondLooks ?? 0);
  return [
    `${String(removals)} of ${String(inForce)} things would be cut off`,
    ...(Number(serversOff ?? 0) > 0 ? [`${String(serversOff)} of ${String(servers)} servers`] : []),
    ...(looks > 0 ? [`${looks === 1 ? "1 second look" : `${looks} second looks`} skipped`] : []),
  ].join(", ");
}

const REASSIGNED: Record<string, string> = {
  by_hand: "somebody passed them on, for a reason that is with them",
  left: "whoever reviewed them left",
  gains: "whoever reviewed them gains by them now",
  nobody: "they had nobody to answer",
  overdue: "they were not answered in time",
};

function reviewsInWords({ reviews, reviewCount }: AnnouncedEvent["detail"]): string {
  const names = Array.isArray(reviews) ? reviews.map((one) => String((one as { name?: Json }).name)) : [];
  return typeof reviewCount === "number" && reviewCount > 1
    ? `${names[0]} and ${reviewCount - 1} more`
    : (names[0] ?? "Your reviews");
}

function changesInWords(changes: Json | undefined): string {
  return changes === 1 ? "1 change" : `${Number(changes).toLocaleString("en")} changes`;
}

function day(at: Json | undefined): string {
  return dayInWords(String(at).slice(0, 10));
}

function waitingWords(waiting: Json | undefined): string {
  return waiting === 1 ? "1 item is" : `${Number(waiting).toLocaleString("en")} items are`;
}
