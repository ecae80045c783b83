import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import type { OwnershipSeat } from "../kernel/generated/enums.ts";
import { offerEvent } from "./ownership-events.ts";
import { isOver, voidReason } from "./ownership-offer.ts";
import { endOffer, findOpenOffer, type OfferRow, type SeatedServer } from "./ownership-store.ts";

/** What waits for an answer about a seat. What can lead nowhere any more is ended first, as the sweep would. */
export async function openOfferOf(
  context: CommandContext,
  server: SeatedServer,
  seat: OwnershipSeat,
): Promise<{ open: OfferRow | null; events: AuditableEvent[] }> {
  const open = await findOpenOffer(context.tx, server.id, seat);
  if (open === null) return { open: null, events: [] };
  const hindrance = isOver(open, context.now) ? "Nobody answered in time." : voidReason(open, server);
  if (hindrance === null) return { open, events: [] };
  return { open: null, events: [await supersede(context, server, open, hindrance)] };
}

/** Ends an open offer for a reason that is nobody's answer. */
export async function supersede(
  { tx, actor, now }: CommandContext,
  server: SeatedServer,
  offer: OfferRow,
  reason: string,
): Promise<AuditableEvent> {
  const isLate = isOver(offer, now);
  const state = isLate ? "expired" : "withdrawn";
  await endOffer(tx, offer, { state, answeredById: null, answer: reason }, now);
  const acting = actor.kind === "person" ? actor.userId : null;
  const notify = [offer.madeById, offer.receiver.id].filter((id) => id !== acting);
  return offerEvent(
    isLate ? "ownership.expired" : "ownership.withdrawn",
    { server, offer, receiver: offer.receiver, notify },
    { reason },
  );
}
