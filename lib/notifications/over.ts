import type { EventType } from "../kernel/events.ts";
import type { AnnouncedEvent } from "../kernel/reaction.ts";

/** Notices that ask people for something that nobody needs to do any more: on this page, of these kinds. */
export interface Closing {
  /** What the trail says more about. */
  subjectId: string | null;
  href: string;
  kinds: EventType[];
}

const REQUEST_ASKS: EventType[] = [
  "request.submitted",
  "request.repaired",
  "request.stage_opened",
  "request.reminded",
  "request.escalated",
  "request.stuck",
];
const GLASS_ASKS: EventType[] = [
  "break_glass.used",
  "break_glass.repaired",
  "break_glass.lapsed",
  "break_glass.stuck",
];
const OFFERS: EventType[] = ["ownership.offered", "ownership.claimed"];
const BRAKE_ASKS: EventType[] = ["campaign.close_braked"];
const CAMPAIGN_ASKS: EventType[] = [
  "campaign.started",
  "campaign.items_sampled",
  "campaign.stage_opened",
  "campaign.items_reassigned",
  "campaign.reminded",
  "campaign.answered",
  "campaign.overdue",
  "campaign.closing",
];

const requestPage = ({ subject }: AnnouncedEvent) => subject.id && `/approvals/${subject.id}`;
const policyPage = ({ detail: { number } }: AnnouncedEvent) =>
  typeof number === "number" ? `/policy/approval/${number}` : null;
const closePage = ({ subject }: AnnouncedEvent) => subject.id && `/reviews/${subject.id}/close`;
const campaignPage = ({ subject }: AnnouncedEvent) => subject.id && `/reviews/${subject.id}`;

interface End {
  page: (event: AnnouncedEvent) => string | null;
  kinds: EventType[];
}

const REQUEST_END: End = { page: requestPage, kinds: REQUEST_ASKS };
const POLICY_END: End = { page: policyPage, kinds: ["policy.proposed"] };
const OFFER_END: End = { page: offerPage, kinds: OFFERS };

/** After these, what was asked for is over. */
const ENDS: Partial<Record<EventType, End>> = {
  "request.approved": REQUEST_END,
  "request.rejected": REQUEST_END,
  "request.withdrawn": REQUEST_END,
  "request.expired": REQUEST_END,
  "request.repaired": { page: requestPage, kinds: ["request.stuck"] },
  "request.unstuck": { page: requestPage, kinds: ["request.stuck"] },
  "break_glass.closed": { page: requestPage, kinds: GLASS_ASKS },
  "break_glass.repaired": { page: requestPage, kinds: ["break_glass.stuck"] },
  "break_glass.unstuck": { page: requestPage, kinds: ["break_glass.stuck"] },
  "policy.activated": POLICY_END,
  "policy.rejected": POLICY_END,
  "policy.withdrawn": POLICY_END,
  "policy.reopened": POLICY_END,
  "ownership.accepted": OFFER_END,
  "ownership.declined": OFFER_END,
  "ownership.withdrawn": OFFER_END,
  "ownership.expired": OFFER_END,
  "ownership.confirmed": OFFER_END,
  "campaign.closed": { page: campaignPage, kinds: CAMPAIGN_ASKS },
  "campaign.signed": { page: campaignPage, kinds: ["campaign.closed"] },
  "campaign.close_confirmed": { page: closePage, kinds: BRAKE_ASKS },
  "campaign.close_declined": { page: closePage, kinds: BRAKE_ASKS },
  "campaign.close_withdrawn": { page: closePage, kinds: BRAKE_ASKS },
};

// The keys of ENDS are the events.
export const ENDING_EVENTS = Object.keys(ENDS) as EventType[];
/** What any of them closes. */
export const ASKING_EVENTS: ReadonlySet<EventType> = new Set(
  Object.values(ENDS).flatMap(({ kinds }) => kinds),
);

/** Whether it asks somebody whether they answer for a server. */
export function isOffer({ type }: AnnouncedEvent): boolean {
  return OFFERS.includes(type);
}

export function closingOf(event: AnnouncedEvent): Closing[] {
  const end = ENDS[event.type];
  const href = end?.page(event) ?? null;
  return end === undefined || href === null ? [] : [{ subjectId: event.subject.id, href, kinds: end.kinds }];
}

/**
 * The page of a server with the offer's id: the answer to one offer closes no notice of another on the same server.
 * Null for what is no offer.
 */
export function offerPage({ detail: { serverSlug, offerId } }: AnnouncedEvent): string | null {
  if (typeof offerId !== "string" || typeof serverSlug !== "string") return null;
  return /^[a-z0-9-]+$/.test(serverSlug) && /^[0-9a-f-]{36}$/.test(offerId)
    ? `/servers/${serverSlug}#offer-${offerId}`
    : null;
}
