import { command, unchanged } from "../../kernel/command.ts";
import { someEvents } from "../../kernel/events.ts";
import { noInput } from "../input.ts";
import { offerEvent } from "../ownership-events.ts";
import { endLockedOffers, lockVoidOffers, type ToldOffer } from "../ownership-store.ts";

/** A sweep comes back for the rest. */
const BATCH = 200;

/**
 * Ends offers and claims that can lead nowhere any more: nobody answered in time, the seat was given to somebody else,
 * the receiver left or may only read now, or the server was cut off. They count for nothing from that moment, with or without this.
 */
export const expireOwnershipOffers = command({
  name: "expire-ownership-offers",
  permission: "ownership:sweep",
  input: noInput,
  run: async ({ tx, now }) => {
    const offers = await lockVoidOffers(tx, now, BATCH);
    const answer = "Nobody answered in time, or it could no longer be accepted.";
    await endLockedOffers(
      tx,
      offers.map((offer) => offer.id),
      { state: "expired", answer },
      now,
    );
    const events = someEvents(offers.map(expiredEvent));
    const result = { expired: offers.length, isMore: offers.length === BATCH };
    return events === null ? unchanged(result) : { result, events };
  },
});

function expiredEvent(offer: ToldOffer) {
  return offerEvent("ownership.expired", {
    server: { id: offer.serverId, slug: offer.serverSlug, name: offer.serverName },
    offer,
    receiver: { id: offer.receiverId, name: offer.receiverName },
    notify: [offer.madeById],
  });
}
