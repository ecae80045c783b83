/**
 * Notifications own what people are told: one notice for each person and event, in words, leading to a page of
 * Steward. They promise that nobody is told twice and that nobody sees another's notices. They refuse to carry a
 * secret, free text that somebody typed, or an approval: a notice leads to where one decides.
 */
import { EVENTS, type EventType } from "../kernel/events.ts";
import type { IdentifiedEvent } from "../kernel/reaction.ts";
import { firstTold } from "../kernel/told.ts";
import { NOTICE_WORDS } from "./notice-words.ts";
import { isOffer, offerPage } from "./over.ts";

/** Days after which a notice is gone, read or not. */
export const KEPT_DAYS = 90;

export interface NoticeToSend {
  eventId: string;
  /** What it is about, where that has an id: its trail says whether it is over. */
  subjectId: string | null;
  userId: string;
  kind: EventType;
  title: string;
  body: string;
  /** A path of our own, or null. */
  href: string | null;
}

/** The notices an announced event asks for: one for each person in its detail's `notify`. */
export function noticesOf(event: IdentifiedEvent): NoticeToSend[] {
  const { notify } = event.detail;
  if (!Array.isArray(notify)) return [];
  const people = new Set(notify.filter((id): id is string => typeof id === "string"));
  const words = NOTICE_WORDS[event.type]?.(event) ?? {
    title: EVENTS[event.type].label,
    body: event.subject.name,
  };
  return firstTold([...people]).map((userId) => ({
    eventId: event.id,
    subjectId: event.subject.id,
    userId,
    kind: event.type,
    title: cut(words.title, 200),
    body: cut(words.body, 500),
    href: hrefOf(event),
  }));
}

/** Never half a character: the notices of everybody in the batch would be lost with this one. */
function cut(text: string, max: number): string {
  return text.slice(0, max).toWellFormed();
}

/** A slash, then anything but what a browser would read as another host. The table checks the same. */
const OWN_PATH = /^\/(?:[^/\\\s][^\\\s]*)?$/;

/** The page of Steward an event leads to, as a path, or null. */
export function hrefOf(event: IdentifiedEvent): string | null {
  const { href, serverSlug } = event.detail;
  if (typeof href === "string" && href.length <= 500 && OWN_PATH.test(href)) return href;
  const offer = isOffer(event) ? offerPage(event) : null;
  if (offer !== null) return offer;
  return typeof serverSlug === "string" && /^[a-z0-9-]+$/.test(serverSlug) ? `/servers/${serverSlug}` : null;
}
