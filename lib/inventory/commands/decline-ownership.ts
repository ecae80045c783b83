import { actorId } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { subjectOf } from "../load-editable.ts";
import { offerEvent } from "../ownership-events.ts";
import { offerWithReasonInput } from "../ownership-input.ts";
import { decideOffer } from "../ownership-offer.ts";
import { endOffer, lockOffer } from "../ownership-store.ts";

/** Says no, with a reason: the receiver to an offer, an administrator to a claim. Nothing changes hands. */
export const declineOwnership = command({
  name: "decline-ownership",
  permission: "ownership:answer",
  input: offerWithReasonInput,
  run: async ({ tx, actor, now }, { offerId, reason }) => {
    const { offer, server } = await lockOffer(tx, offerId);
    const verdict = decideOffer(offer, server, "decline", actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(server) });
    const userId = actorId(actor);
    await endOffer(tx, offer, { state: verdict.next, answeredById: userId, answer: reason }, now);
    const { receiver, madeById } = offer;
    const notify = [madeById, receiver.id].filter((id) => id !== userId);
    return {
      result: { offerId, serverId: server.id },
      events: [offerEvent("ownership.declined", { server, offer, receiver, notify }, { reason })],
    };
  },
});
