import { addDays } from "date-fns/addDays";
import { actingPerson } from "../../kernel/actor.ts";
import { AppError, notFound, refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { openOfferOf } from "../free-seat.ts";
import { subjectOf } from "../load-editable.ts";
import { offerEvent } from "../ownership-events.ts";
import { offerOwnershipInput } from "../ownership-input.ts";
import { ANSWER_DAYS, decideNewOffer, SEAT_WORDS } from "../ownership-offer.ts";
import { holdCandidates, insertOffer, lockSeats } from "../ownership-store.ts";

/** Asks somebody to answer for a server. Whoever does now goes on until they accept. */
export const offerOwnership = command({
  name: "offer-ownership",
  permission: "ownership:offer",
  input: offerOwnershipInput,
  run: async (context, { serverId, seat, receiverId, message }) => {
    const { tx, actor, now } = context;
    const server = await lockSeats(tx, serverId);
    const receiver = (await holdCandidates(tx, [receiverId])).get(receiverId);
    if (receiver === undefined) throw notFound("person");
    const verdict = decideNewOffer(server, { seat, receiver }, actor);
    const person = actingPerson(actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject: subjectOf(server) });
    // The verdict above is never ok for anybody but a person; the compiler cannot know.
    if (person === null) throw new AppError("forbidden", "Only people hand a server over.");
    const { open, events } = await openOfferOf(context, server, seat);
    if (open !== null) {
      const words = open.state === "claimed" ? "has claimed it" : `was asked to be the ${SEAT_WORDS[seat]}`;
      throw refused(
        `${open.receiver.name} ${words} and has not had an answer. Settle that first.`,
        subjectOf(server),
      );
    }
    const offerId = newId(now);
    await insertOffer(tx, {
      organizationId: actor.organizationId,
      id: offerId,
      serverId,
      seat,
      state: verdict.next,
      holderId: (seat === "owner" ? server.owner?.id : server.backupOwner?.id) ?? null,
      madeById: person.userId,
      receiverId,
      message,
      madeAt: now,
      expiresAt: addDays(now, ANSWER_DAYS),
    });
    const offer = { id: offerId, seat };
    const detail = { message, expiresAt: addDays(now, ANSWER_DAYS).toISOString() };
    return {
      result: { offerId, serverId },
      events: [
        offerEvent("ownership.offered", { server, offer, receiver, notify: [receiverId] }, detail),
        ...events,
      ],
    };
  },
});
