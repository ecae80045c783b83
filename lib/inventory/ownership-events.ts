import type { AuditableEvent, EventType, JsonObject } from "../kernel/events.ts";
import type { OwnershipSeat } from "../kernel/generated/enums.ts";
import { subjectOf } from "./load-editable.ts";
import { SEAT_WORDS } from "./ownership-offer.ts";

type OfferEvent = Extract<EventType, `ownership.${string}`>;

interface Told {
  server: { id: string; slug: string; name: string };
  offer: { id: string; seat: OwnershipSeat };
  /** Whom it was offered to, or who claimed it. */
  receiver: { id: string; name: string };
  /** People to tell; the one who acted is left out by the caller. */
  notify: readonly string[];
}

/** What happened to an offer or a claim, as the trail and the people concerned are told. */
export function offerEvent(
  type: OfferEvent,
  { server, offer, receiver, notify }: Told,
  more: JsonObject = {},
): AuditableEvent {
  return {
    type,
    subject: subjectOf(server),
    detail: {
      serverId: server.id,
      serverSlug: server.slug,
      offerId: offer.id,
      seat: SEAT_WORDS[offer.seat],
      receiver: receiver.name,
      receiverId: receiver.id,
      notify: [...new Set(notify)],
      ...more,
    },
  };
}
