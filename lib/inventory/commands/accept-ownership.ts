import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { subjectOf } from "../load-editable.ts";
import { offerEvent } from "../ownership-events.ts";
import { offerInput } from "../ownership-input.ts";
import { decideOffer } from "../ownership-offer.ts";
import { endOffer, lockOffer } from "../ownership-store.ts";
import { takeSeat } from "../seat-change.ts";

/** Takes over what was offered. From now on the receiver answers for the server, and no longer who did before. */
export const acceptOwnership = command({
  name: "accept-ownership",
  permission: "ownership:answer",
  input: offerInput,
  run: async (context, { offerId }) => {
    const { tx, actor, now } = context;
    const { offer, server } = await lockOffer(tx, offerId);
    const verdict = decideOffer(offer, server, "accept", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(server) });
    const { receiver, seat, holderId, madeById } = offer;
    await endOffer(tx, offer, { state: verdict.next, answeredById: receiver.id, answer: null }, now);
    const how = { offerId, offeredBy: offer.madeBy.name, offeredById: madeById };
    const changed = await takeSeat(context, server, { seat, person: receiver, how });
    const notify = [madeById, ...(holderId === null ? [] : [holderId])].filter((id) => id !== receiver.id);
    return {
      result: { offerId, serverId: server.id },
      events: [offerEvent("ownership.accepted", { server, offer, receiver, notify }), changed],
    };
  },
});
