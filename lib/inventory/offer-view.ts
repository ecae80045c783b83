import type { Actor } from "../kernel/actor.ts";
import { allowedOnOffer, type Seats } from "./ownership-offer.ts";
import type { OfferRow } from "./ownership-store.ts";

/** An offer or a claim as it is shown: plain values, and what this actor may answer. Times are ISO 8601. */
export function toOfferView(offer: OfferRow, server: Seats, actor: Actor, now: Date) {
  const { id, seat, state, message, answer, madeBy, receiver, holder } = offer;
  return {
    id,
    seat,
    state,
    message,
    answer,
    madeBy: { id: madeBy.id, name: madeBy.name, email: madeBy.email },
    receiver: { id: receiver.id, name: receiver.name, email: receiver.email },
    holder,
    madeAt: offer.madeAt.toISOString(),
    expiresAt: offer.expiresAt.toISOString(),
    allowed: allowedOnOffer(offer, server, actor, now),
  };
}

export type OfferView = ReturnType<typeof toOfferView>;
