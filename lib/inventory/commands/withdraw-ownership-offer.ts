import { actorId } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { subjectOf } from "../load-editable.ts";
import { offerEvent } from "../ownership-events.ts";
import { offerInput } from "../ownership-input.ts";
import { decideOffer } from "../ownership-offer.ts";
import { endOffer, lockOffer } from "../ownership-store.ts";

/** Takes an offer or a claim back before it was answered. */
export const withdrawOwnershipOffer = command({
  name: "withdraw-ownership-offer",
  permission: "ownership:answer",
  input: offerInput,
  run: async ({ tx, actor, now }, { offerId }) => {
    const { offer, server } = await lockOffer(tx, offerId);
    const verdict = decideOffer(offer, server, "withdraw", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(server) });
    const userId = actorId(actor);
    await endOffer(tx, offer, { state: verdict.next, answeredById: userId, answer: null }, now);
    const { receiver, madeById } = offer;
    const notify = [madeById, receiver.id].filter((id) => id !== userId);
    return {
      result: { offerId, serverId: server.id },
      events: [offerEvent("ownership.withdrawn", { server, offer, receiver, notify })],
    };
  },
});
