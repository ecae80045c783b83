import { actingPerson } from "../../kernel/actor.ts";
import { permitted } from "../../kernel/permissions.ts";
import { query } from "../../kernel/query.ts";
import { holdsRoleToAnswer } from "../answerer-store.ts";
import { toOfferView } from "../offer-view.ts";
import { serverOffersInput } from "../ownership-input.ts";
import { decideClaim, isOver, mayOffer, voidReason } from "../ownership-offer.ts";
import { findOpenOffer, loadSeats } from "../ownership-store.ts";

/**
 * What waits for an answer about who answers for this server, and what this actor may start: `claim`, `offer` by seat:
 * true, or the reason not. @throws AppError `not_found`
 */
export const listServerOffers = query({
  name: "list-server-offers",
  permission: "server:read",
  input: serverOffersInput,
  run: async ({ tx, actor, now }, { serverId }) => {
    const server = await loadSeats(tx, serverId);
    const seats = [await findOpenOffer(tx, serverId, "owner"), await findOpenOffer(tx, serverId, "backup")];
    const open = seats
      .filter((offer) => offer !== null)
      .filter((offer) => !isOver(offer, now) && voidReason(offer, server) === null);
    const person = actingPerson(actor);
    const mayAnswer = person !== null && holdsRoleToAnswer(person.roles);
    const claimed =
      person === null
        ? { ok: false as const, reason: "Only people claim a server." }
        : decideClaim(server, { id: person.userId, name: person.name, isActive: true, mayAnswer });
    const isImmediate = claimed.ok && claimed.isImmediate;
    const rival = isImmediate ? undefined : open.find((one) => one.state === "claimed");
    const claim =
      permitted(actor, "ownership:claim") ??
      (rival !== undefined
        ? `${rival.receiver.name} has claimed it; an administrator decides.`
        : claimed.ok || claimed.reason);
    const offer = (seat: "owner" | "backup") =>
      permitted(actor, "ownership:offer") ?? mayOffer(server, seat, actor);
    return {
      open: open.map((one) => toOfferView(one, server, actor, now)),
      allowed: { claim, offer: { owner: offer("owner"), backup: offer("backup") } },
      /** A claim of this actor would take effect at once. */
      isClaimImmediate: isImmediate,
    };
  },
});

export type ServerOffers = Awaited<ReturnType<typeof listServerOffers>>;
