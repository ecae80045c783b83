import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";
import type { OwnershipOfferState, OwnershipSeat, ServerState } from "../kernel/generated/enums.ts";
import { permitted } from "../kernel/permissions.ts";

/** Days in which an offer or a claim is to be answered; afterwards it counts for nothing. */
export const ANSWER_DAYS = 14;

export const SEATS = ["owner", "backup"] as const satisfies readonly OwnershipSeat[];
export const OFFER_STATES = [
  "offered",
  "claimed",
  "accepted",
  "confirmed",
  "declined",
  "withdrawn",
  "expired",
] as const satisfies readonly OwnershipOfferState[];
export const OFFER_ACTIONS = ["accept", "confirm", "decline", "withdraw", "expire"] as const;
export type OfferAction = (typeof OFFER_ACTIONS)[number];

/** An offer is accepted by its receiver; a claim is confirmed by an administrator. Both end once. */
export const OFFER_TRANSITIONS = {
  offered: { accept: "accepted", decline: "declined", withdraw: "withdrawn", expire: "expired" },
  claimed: { confirm: "confirmed", decline: "declined", withdraw: "withdrawn", expire: "expired" },
  accepted: {},
  confirmed: {},
  declined: {},
  withdrawn: {},
  expired: {},
} as const satisfies Record<OwnershipOfferState, Partial<Record<OfferAction, OwnershipOfferState>>>;

/** A person as somebody who might answer for a server. */
export interface Candidate {
  id: string;
  name: string;
  isActive: boolean;
  /** Whether their roles let them change what they would answer for. */
  mayAnswer: boolean;
}

/** Who answers for a server now. */
export interface Seats {
  state: ServerState;
  owner: { id: string; isActive: boolean } | null;
  backupOwner: { id: string; isActive: boolean } | null;
}

export interface OfferFacts {
  state: OwnershipOfferState;
  seat: OwnershipSeat;
  holderId: string | null;
  madeById: string;
  madeBy: { name: string; isActive: boolean; isAdmin: boolean };
  receiver: Candidate;
  expiresAt: Date;
}

export type OfferVerdict =
  | { ok: true; next: OwnershipOfferState }
  | { ok: false; code: "forbidden" | "refused"; reason: string };

export const SEAT_WORDS = { owner: "owner", backup: "backup owner" } satisfies Record<OwnershipSeat, string>;

/** May this person offer the seat to that one? The holder goes on answering until it is accepted. */
export function decideNewOffer(
  server: Seats,
  { seat, receiver }: { seat: OwnershipSeat; receiver: Candidate },
  actor: Actor,
): OfferVerdict {
  const person = actingPerson(actor);
  if (person === null) return no("forbidden", "Only people hand a server over.");
  if (!mayGive(server, seat, actor)) return no("forbidden", MAY_GIVE[seat]);
  if (hasEnded(server))
    return no("refused", `This server is ${server.state}; nobody takes it over any more.`);
  if (receiver.id === person.userId) {
    return no("refused", "Offer it to somebody else. To take it over yourself, claim it.");
  }
  const unfit = unfitness(server, seat, receiver);
  return unfit === null ? { ok: true, next: "offered" } : no("refused", unfit);
}

/** Whether this person could offer the seat to somebody at all: true, or the reason not. */
export function mayOffer(server: Seats, seat: OwnershipSeat, actor: Actor): true | string {
  if (!mayGive(server, seat, actor)) return MAY_GIVE[seat];
  return hasEnded(server) ? `This server is ${server.state}; nobody takes it over any more.` : true;
}

/**
 * May this person claim the server? Only one that nobody answers for. `isImmediate` says that the claim needs nobody's
 * confirmation: the backup owner answers already.
 */
export function decideClaim(
  server: Seats,
  claimer: Candidate,
): { ok: true; isImmediate: boolean } | { ok: false; code: "refused"; reason: string } {
  const refuse = (reason: string) => ({ ok: false, code: "refused", reason }) as const;
  if (hasEnded(server)) return refuse(`This server is ${server.state}; nobody takes it over any more.`);
  if (server.owner?.isActive === true) {
    return refuse("This server has an owner. Ask them to hand it over to you.");
  }
  const isImmediate = server.backupOwner?.id === claimer.id;
  const unfit = unfitness(server, "owner", claimer);
  return unfit === null ? { ok: true, isImmediate } : refuse(unfit);
}

/** May this person answer this offer so, now? The same answer for the button and for the command. */
export function decideOffer(
  offer: OfferFacts,
  server: Seats,
  action: Exclude<OfferAction, "expire">,
  actor: Actor,
  now: Date,
): OfferVerdict {
  const person = actingPerson(actor);
  if (person === null) return no("forbidden", "Only people answer for a server.");
  const next = (OFFER_TRANSITIONS[offer.state] as Partial<Record<OfferAction, OwnershipOfferState>>)[action];
  if (next === undefined) return no("refused", NOT_NOW[offer.state]);
  const stranger = notTheirs(offer, server, action, actor, person.userId);
  if (stranger !== null) return stranger;
  if (action === "withdraw") return { ok: true, next };
  if (isOver(offer, now)) return no("refused", NOT_NOW.expired);
  if (action === "decline") return { ok: true, next };
  const hindrance = voidReason(offer, server) ?? unfitness(server, offer.seat, offer.receiver);
  return hindrance === null ? { ok: true, next } : no("refused", hindrance);
}

function notTheirs(
  offer: OfferFacts,
  server: Seats,
  action: OfferAction,
  actor: Actor,
  userId: string,
): OfferVerdict | null {
  if (action === "withdraw") {
    const mayWithdraw = userId === offer.madeById || mayGive(server, offer.seat, actor);
    return mayWithdraw ? null : no("forbidden", "Only who made it, or who may give the seat, takes it back.");
  }
  if (offer.state === "offered") {
    return userId === offer.receiver.id
      ? null
      : no("forbidden", `Only ${offer.receiver.name}, to whom it is offered, answers this.`);
  }
  if (userId === offer.receiver.id) {
    return no("refused", "You claimed this, so somebody else must confirm it.");
  }
  return hasRole(actor, "admin") ? null : no("forbidden", "Only an administrator answers a claim.");
}

/** The time to answer is over. An unreadable clock counts as too late (product rule 4). */
export function isOver(offer: { expiresAt: Date }, now: Date): boolean {
  return !(now.getTime() < offer.expiresAt.getTime());
}

/** Why an open offer can lead nowhere any more, in words; null while it can. */
export function voidReason(
  offer: Pick<OfferFacts, "state" | "seat" | "holderId" | "madeById" | "madeBy"> & {
    receiver: { name: string; isActive: boolean; mayAnswer: boolean };
  },
  server: Seats,
): string | null {
  if (hasEnded(server)) return `This server is ${server.state}; nobody takes it over any more.`;
  const holder = offer.seat === "owner" ? server.owner : server.backupOwner;
  if ((holder?.id ?? null) !== offer.holderId) return "Somebody else was given this seat meanwhile.";
  if (!offer.receiver.isActive) return `${offer.receiver.name} is not active any more.`;
  if (!offer.receiver.mayAnswer) return `${offer.receiver.name} may only read now.`;
  if (offer.state === "claimed" && holder?.isActive === true) return "The owner is back.";
  return offer.state === "offered" && !stillGives(offer, server)
    ? `${offer.madeBy.name}, who offered it, may no longer give this seat.`
    : null;
}

/** An offer stands on the right of who made it, as that right is now. */
function stillGives({ seat, madeById, madeBy }: Parameters<typeof voidReason>[0], server: Seats): boolean {
  return madeBy.isActive && (madeBy.isAdmin || answersForSeat(server, seat, madeById));
}

/** Why this person cannot hold this seat; null when they can. The backup owner moves up, the owner never down. */
function unfitness(server: Seats, seat: OwnershipSeat, receiver: Candidate): string | null {
  const holder = seat === "owner" ? server.owner : server.backupOwner;
  if (holder?.id === receiver.id) return `${receiver.name} is the ${SEAT_WORDS[seat]} already.`;
  if (seat === "backup" && server.owner?.id === receiver.id) {
    return `${receiver.name} is the owner; two people answer for a server.`;
  }
  if (!receiver.isActive) return `${receiver.name} is not active. Choose somebody else.`;
  if (!receiver.mayAnswer) {
    return `${receiver.name} may only read. An administrator gives them the role member first.`;
  }
  return null;
}

/** The owner's seat is given by the owner; the backup's by both. An administrator may give either. */
function mayGive(server: Seats, seat: OwnershipSeat, actor: Actor): boolean {
  const userId = actingPerson(actor)?.userId;
  if (userId === undefined) return false;
  return hasRole(actor, "admin") || answersForSeat(server, seat, userId);
}

function answersForSeat(server: Seats, seat: OwnershipSeat, userId: string): boolean {
  return userId === server.owner?.id || (seat === "backup" && userId === server.backupOwner?.id);
}

const MAY_GIVE: Record<OwnershipSeat, string> = {
  owner: "Only the owner or an administrator hands the server over.",
  backup: "Only the owner, the backup owner or an administrator offers the backup seat.",
};

function hasEnded({ state }: Seats): boolean {
  return state === "revoked" || state === "retired";
}

const NOT_NOW: Record<OwnershipOfferState, string> = {
  offered: "This is an offer: its receiver accepts or declines it.",
  claimed: "This is a claim: an administrator confirms or declines it.",
  accepted: "This was accepted already.",
  confirmed: "This was confirmed already.",
  declined: "This was declined.",
  withdrawn: "This was taken back.",
  expired: "Nobody answered in time, so this has expired. Offer or claim it again.",
};

function no(code: "forbidden" | "refused", reason: string) {
  return { ok: false, code, reason } as const;
}

export type OfferAllowed = Record<Exclude<OfferAction, "expire">, true | string>;

/** For each answer true, or the reason this actor cannot give it now. */
export function allowedOnOffer(offer: OfferFacts, server: Seats, actor: Actor, now: Date): OfferAllowed {
  const say = (
    action: Exclude<OfferAction, "expire">,
    permission: "ownership:answer" | "ownership:confirm",
  ) => {
    const verdict = decideOffer(offer, server, action, actor, now);
    return verdict.ok ? (permitted(actor, permission) ?? true) : verdict.reason;
  };
  return {
    accept: say("accept", "ownership:answer"),
    confirm: say("confirm", "ownership:confirm"),
    decline: say("decline", "ownership:answer"),
    withdraw: say("withdraw", "ownership:answer"),
  };
}
