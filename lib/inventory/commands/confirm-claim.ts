import { actorId } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { subjectOf } from "../load-editable.ts";
import { offerEvent } from "../ownership-events.ts";
import { offerInput } from "../ownership-input.ts";
import { decideOffer } from "../ownership-offer.ts";
import { endOffer, lockOffer } from "../ownership-store.ts";
import { takeSeat } from "../seat-change.ts";

/** Agrees that a server nobody answers for belongs to whoever claimed it. For administrators, never for the claimer. */
export const confirmClaim = command({
  name: "confirm-claim",
  permission: "ownership:confirm",
  input: offerInput,
  run: async (context, { offerId }) => {
    const { tx, actor, now } = context;
    const { offer, server } = await lockOffer(tx, offerId);
    const verdict = decideOffer(offer, server, "confirm", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(server) });
    const { receiver, seat } = offer;
    await endOffer(tx, offer, { state: verdict.next, answeredById: actorId(actor), answer: null }, now);
    const how = { offerId, claimedBy: receiver.name, claimedById: receiver.id };
    const changed = await takeSeat(context, server, { seat, person: receiver, how });
    const notify = [receiver.id, ...(server.backupOwner === null ? [] : [server.backupOwner.id])];
    return {
      result: { offerId, serverId: server.id },
      events: [offerEvent("ownership.confirmed", { server, offer, receiver, notify }), changed],
    };
  },
});
