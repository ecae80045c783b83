import { addDays } from "date-fns/addDays";
import { loadAdministrators } from "../../identity/steps/load-administrators.ts";
import { actingPerson } from "../../kernel/actor.ts";
import { AppError, refused } from "../../kernel/app-error.ts";
import { command, type Outcome } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { openOfferOf, supersede } from "../free-seat.ts";
import { subjectOf } from "../load-editable.ts";
import { offerEvent } from "../ownership-events.ts";
import { claimServerInput } from "../ownership-input.ts";
import { ANSWER_DAYS, decideClaim } from "../ownership-offer.ts";
import { holdCandidates, insertOffer, lockSeats } from "../ownership-store.ts";
import { takeSeat } from "../seat-change.ts";

interface Claimed {
  serverId: string;
  /** `confirmed` when the backup owner claims, who answers already; `claimed` while an administrator is asked. */
  state: "claimed" | "confirmed";
}

/** Says "this is mine" of a server that nobody answers for any more, with a reason. */
export const claimServer = command({
  name: "claim-server",
  permission: "ownership:claim",
  input: claimServerInput,
  run: async (context, { serverId, reason }): Promise<Outcome<Claimed>> => {
    const { tx, actor, now } = context;
    const person = actingPerson(actor);
    const server = await lockSeats(tx, serverId);
    const claimer = person && (await holdCandidates(tx, [person.userId])).get(person.userId);
    if (!claimer)
      throw new AppError("forbidden", "Only people claim a server.", { subject: subjectOf(server) });
    const verdict = decideClaim(server, claimer);
    if (!verdict.ok) throw refused(verdict.reason, subjectOf(server));
    const { open, events } = await openOfferOf(context, server, "owner");
    if (open !== null && open.state === "claimed" && !verdict.isImmediate) {
      const who = open.receiver.id === claimer.id ? "You have" : `${open.receiver.name} has`;
      throw refused(`${who} claimed this server already; an administrator decides.`, subjectOf(server));
    }
    // What an owner offered who has left, or a claim that the backup owner's goes before.
    if (open !== null) {
      events.push(await supersede(context, server, open, "The server was claimed meanwhile."));
    }
    const offer = { id: newId(now), seat: "owner" as const };
    if (verdict.isImmediate) {
      const how = { claimedBy: claimer.name, reason };
      const changed = await takeSeat(context, server, { seat: "owner", person: claimer, how });
      return { result: { serverId, state: "confirmed" }, events: [changed, ...events] };
    }
    await insertOffer(tx, {
      organizationId: actor.organizationId,
      id: offer.id,
      serverId,
      seat: offer.seat,
      state: "claimed",
      holderId: server.owner?.id ?? null,
      madeById: claimer.id,
      receiverId: claimer.id,
      message: reason,
      madeAt: now,
      expiresAt: addDays(now, ANSWER_DAYS),
    });
    const administrators = await loadAdministrators(tx);
    const notify = administrators.filter((id) => id !== claimer.id);
    return {
      result: { serverId, state: "claimed" },
      events: [
        offerEvent("ownership.claimed", { server, offer, receiver: claimer, notify }, { reason }),
        ...events,
      ],
    };
  },
});
