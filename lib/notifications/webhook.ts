import { EVENTS, type EventType } from "../kernel/events.ts";
import type { IdentifiedEvent } from "../kernel/reaction.ts";
import { hrefOf } from "./model.ts";

/** Endpoints of an organization, at most. */
export const ENDPOINTS_MAX = 20;
/** Tries of one delivery, over some nine hours, before it is given up. */
export const DELIVERY_ATTEMPTS_MAX = 10;
/** Hours the secret before signs as well after a rotation. */
export const OVERLAP_HOURS = 24;
/** An endpoint that nothing reached for this many days is turned off. */
export const FAILING_DAYS_MAX = 5;
const WAIT_MINUTES_MAX = 360;
const MINUTE_MS = 60_000;
const NAME_MAX = 200;

/** The type of what the test button sends; no event has it. */
export const PING_TYPE = "webhook.ping";

export interface EventChoice {
  type: EventType;
  label: string;
  /** What of Steward it is about. */
  part: string;
}

/** By what begins an event's name; the first that fits. */
const PARTS: readonly (readonly [string, string])[] = [
  ["request.", "Requests"],
  ["break_glass.", "Break glass"],
  ["campaign.", "Reviews"],
  ["review", "Reviews"],
  ["server.review_", "Reviews"],
  ["server.suspension_", "Reviews"],
  ["server.", "Servers and who answers for them"],
  ["ownership.", "Servers and who answers for them"],
  ["candidate.", "Servers and who answers for them"],
  ["introspection.", "Servers and who answers for them"],
  ["system.", "Servers and who answers for them"],
  ["revocation_path.", "Servers and who answers for them"],
  ["tool.", "Tools"],
  ["grant.", "Grants, scopes and consumers"],
  ["scope.", "Grants, scopes and consumers"],
  ["consumer.", "Grants, scopes and consumers"],
  ["credential.", "Credentials and findings"],
  ["finding", "Credentials and findings"],
  ["policy.", "Policy and server roles"],
  ["server_role.", "Policy and server roles"],
  ["user.", "People and groups"],
  ["group.", "People and groups"],
  ["absence.", "People and groups"],
];

function partOf(type: string): string {
  return PARTS.find(([beginning]) => type.startsWith(beginning))?.[1] ?? "Everything else";
}

/** What an endpoint can be told of: whatever rooms are told of. */
export const WEBHOOK_EVENTS: readonly EventChoice[] = Object.entries(EVENTS).flatMap(
  ([type, { label, announced }]) =>
    // The keys of EVENTS are the event types.
    announced ? [{ type: type as EventType, label, part: partOf(type) }] : [],
);

/**
 * What a receiver is told, as the text that is signed: type, time, ids, the subject's name and a page that needs a
 * sign-in. No detail of the event: it may hold what somebody typed.
 */
export function webhookBody(event: IdentifiedEvent, siteUrl: string): string {
  const href = hrefOf(event);
  return bodyOf(event.type, timeOf(event.id), {
    id: event.id,
    subject: {
      kind: event.subject.kind.slice(0, NAME_MAX),
      id: event.subject.id,
      name: event.subject.name.slice(0, NAME_MAX).toWellFormed(),
    },
    url: href === null ? null : siteUrl.replace(/\/+$/, "") + href,
  });
}

/** What the test button sends. */
export function pingBody(eventId: string, endpoint: { id: string; name: string }): string {
  const subject = { kind: "webhook", id: endpoint.id, name: endpoint.name };
  return bodyOf(PING_TYPE, timeOf(eventId), { id: eventId, subject, url: null });
}

function bodyOf(type: string, timestamp: string, data: object): string {
  return JSON.stringify({ type, timestamp, data });
}

/** When an id was made (RFC 9562 section 5.7: its first 48 bits are milliseconds). */
function timeOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toISOString();
}

/** Until when an endpoint is left alone after its `failures`-th failure in a row (from 1). */
export function pausedUntil(failures: number, at: Date): Date {
  const minutes = Math.min(2 ** Math.min(failures - 1, 20), WAIT_MINUTES_MAX);
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/** What one attempt came to. `released` was not tried: one before it failed. */
export type Attempt =
  | { kind: "delivered"; status: number }
  | { kind: "failed"; status: number | null; words: string }
  | { kind: "released" };

/** Why an endpoint is turned off after a failure, or null when it goes on. */
export function reasonToDisable(status: number | null, failingSince: Date, at: Date): string | null {
  if (status === 410) return "Its receiver answered 410 Gone: it wants no more.";
  const days = (at.getTime() - failingSince.getTime()) / (24 * 60 * MINUTE_MS);
  return days >= FAILING_DAYS_MAX ? `Nothing reached its receiver for ${FAILING_DAYS_MAX} days.` : null;
}
