import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { OwnershipOfferState, OwnershipSeat, ServerState } from "../kernel/generated/enums.ts";
import { ANSWERING, ANSWERING_ROLES, withAnswering } from "./answerer-store.ts";
import type { Candidate, OfferFacts, Seats } from "./ownership-offer.ts";

/**
 * People as they are now, held until commit: whoever deactivates one of them waits, and finds what was given to them
 * meanwhile. In the order of their ids, so that two callers cannot wait for each other.
 */
export async function holdCandidates(tx: Tx, ids: readonly string[]): Promise<Map<string, Candidate>> {
  await tx.$queryRaw`select id from users where id = any (${[...ids]}::uuid[]) order by id for share`;
  const rows = await tx.user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, isActive: true, ...ANSWERING },
  });
  return new Map(rows.map((person) => [person.id, withAnswering(person)]));
}

export interface SeatedServer extends Seats {
  id: string;
  slug: string;
  name: string;
  state: ServerState;
  version: number;
  owner: { id: string; name: string; isActive: boolean } | null;
  backupOwner: { id: string; name: string; isActive: boolean } | null;
}

const seatColumns = {
  id: true,
  slug: true,
  name: true,
  state: true,
  version: true,
  owner: { select: { id: true, name: true, isActive: true } },
  backupOwner: { select: { id: true, name: true, isActive: true } },
} satisfies Prisma.ServerSelect;

/** The server with the people who answer for it, its row locked until commit. @throws AppError `not_found` */
export async function lockSeats(tx: Tx, serverId: string): Promise<SeatedServer> {
  await tx.$queryRaw`select id from server where id = ${serverId}::uuid for no key update`;
  return loadSeats(tx, serverId);
}

/** @throws AppError `not_found` */
export async function loadSeats(tx: Tx, serverId: string): Promise<SeatedServer> {
  const row = await tx.server.findFirst({ where: { id: serverId }, select: seatColumns });
  if (row === null) throw notFound("server");
  return row;
}

const offerColumns = {
  id: true,
  serverId: true,
  seat: true,
  state: true,
  holderId: true,
  madeById: true,
  message: true,
  answer: true,
  madeAt: true,
  expiresAt: true,
  endedAt: true,
  version: true,
  madeBy: {
    select: {
      id: true,
      name: true,
      email: true,
      isActive: true,
      roleAssignments: { where: { role: "admin" }, select: { role: true }, take: 1 },
    },
  },
  holder: { select: { id: true, name: true } },
  receiver: {
    select: { id: true, name: true, email: true, isActive: true, ...ANSWERING },
  },
} satisfies Prisma.OwnershipOfferSelect;

type Stored = Prisma.OwnershipOfferGetPayload<{ select: typeof offerColumns }>;
export type OfferRow = OfferFacts &
  Omit<Stored, "receiver" | "madeBy"> & {
    receiver: Candidate & { email: string };
    madeBy: OfferFacts["madeBy"] & { id: string; email: string };
  };

function toRow({ receiver, madeBy, ...offer }: Stored): OfferRow {
  const { roleAssignments: administering, ...maker } = madeBy;
  return {
    ...offer,
    receiver: withAnswering(receiver),
    madeBy: { ...maker, isAdmin: administering.length > 0 },
  };
}

/** The offer with its server, both as they are while the server's row is held. @throws AppError `not_found` */
export async function lockOffer(tx: Tx, id: string): Promise<{ offer: OfferRow; server: SeatedServer }> {
  const found = await tx.ownershipOffer.findFirst({
    where: { id },
    select: { serverId: true, receiverId: true, madeById: true },
  });
  if (found === null) throw notFound("offer");
  const server = await lockSeats(tx, found.serverId);
  await holdCandidates(tx, [found.receiverId, found.madeById]);
  const row = await tx.ownershipOffer.findFirst({ where: { id }, select: offerColumns });
  if (row === null) throw notFound("offer");
  return { offer: toRow(row), server };
}

/** The open offer or claim of this seat, if there is one. */
export async function findOpenOffer(tx: Tx, serverId: string, seat: OwnershipSeat): Promise<OfferRow | null> {
  const row = await tx.ownershipOffer.findFirst({
    where: { serverId, seat, state: { in: ["offered", "claimed"] } },
    select: offerColumns,
  });
  return row === null ? null : toRow(row);
}

/** Offers and claims of a server, newest first. */
export async function listServerOffers(tx: Tx, serverId: string, limit: number): Promise<OfferRow[]> {
  const rows = await tx.ownershipOffer.findMany({
    where: { serverId },
    select: offerColumns,
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(toRow);
}

export async function insertOffer(tx: Tx, offer: Prisma.OwnershipOfferUncheckedCreateInput): Promise<void> {
  await tx.ownershipOffer.create({ data: offer });
}

export interface Ending {
  state: OwnershipOfferState;
  answeredById: string | null;
  answer: string | null;
}

/** Ends an offer, guarded by what was read. @throws AppError `conflict` when somebody else ended it */
export async function endOffer(
  tx: Tx,
  offer: Pick<OfferRow, "id" | "version" | "state">,
  ending: Ending,
  at: Date,
): Promise<void> {
  const { count } = await tx.ownershipOffer.updateMany({
    where: { id: offer.id, version: offer.version, state: offer.state },
    data: { ...ending, endedAt: at, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("offer");
}

/** An offer as an event tells of it. */
export interface ToldOffer {
  id: string;
  serverId: string;
  serverSlug: string;
  serverName: string;
  seat: OwnershipSeat;
  state: OwnershipOfferState;
  madeById: string;
  receiverId: string;
  receiverName: string;
}

/**
 * Open offers that time, a change of the seat, the server's end, the receiver's leaving or losing the roles to answer,
 * or the loss of the right to make them has made void, locked until commit; one that somebody answers right now is left for the next time.
 */
export async function lockVoidOffers(tx: Tx, now: Date, limit: number): Promise<ToldOffer[]> {
  return tx.$queryRaw<ToldOffer[]>`
    select o.id, o.server_id as "serverId", s.slug as "serverSlug", s.name as "serverName", o.seat::text as seat,
      o.state::text as state, o.made_by_id as "madeById", o.receiver_id as "receiverId", u.name as "receiverName"
    from ownership_offer o
    join server s on s.organization_id = o.organization_id and s.id = o.server_id
    join users u on u.organization_id = o.organization_id and u.id = o.receiver_id
    join users m on m.organization_id = o.organization_id and m.id = o.made_by_id
    left join users h on h.organization_id = o.organization_id and h.id = o.holder_id
    where o.state in ('offered', 'claimed') and (
      o.expires_at <= ${now} or s.state in ('revoked', 'retired') or not u.is_active
      or not exists (
        select from role_assignment a
        where a.organization_id = o.organization_id and a.user_id = u.id
          and a.role::text = any (${[...ANSWERING_ROLES]})
      )
      or (o.state = 'claimed' and h.is_active)
      or (o.state = 'offered' and (not m.is_active or not (
        m.id = s.owner_id or (o.seat = 'backup' and m.id = s.backup_owner_id) or exists (
          select from role_assignment a
          where a.organization_id = o.organization_id and a.user_id = m.id and a.role = 'admin'
        )
      )) is true)
      or o.holder_id is distinct from case o.seat when 'owner' then s.owner_id else s.backup_owner_id end
    )
    order by o.expires_at, o.id limit ${limit}
    for update of o skip locked`;
}

/** Open offers from, to or of this person, locked until commit. */
export async function lockOffersOfPerson(tx: Tx, userId: string, limit: number): Promise<ToldOffer[]> {
  return tx.$queryRaw<ToldOffer[]>`
    select o.id, o.server_id as "serverId", s.slug as "serverSlug", s.name as "serverName", o.seat::text as seat,
      o.state::text as state, o.made_by_id as "madeById", o.receiver_id as "receiverId", u.name as "receiverName"
    from ownership_offer o
    join server s on s.organization_id = o.organization_id and s.id = o.server_id
    join users u on u.organization_id = o.organization_id and u.id = o.receiver_id
    where o.state in ('offered', 'claimed')
      and (o.receiver_id = ${userId}::uuid or o.holder_id = ${userId}::uuid or o.made_by_id = ${userId}::uuid)
    order by o.id limit ${limit}
    for update of o`;
}

/** Ends offers that the caller holds locked. */
export async function endLockedOffers(
  tx: Tx,
  ids: readonly string[],
  ending: Pick<Ending, "answer"> & { state: "expired" | "withdrawn" },
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.ownershipOffer.updateMany({
    where: { id: { in: [...ids] }, state: { in: ["offered", "claimed"] } },
    data: { ...ending, endedAt: at, version: { increment: 1 } },
  });
}

/** Open offers to this person and, where asked, open claims of anybody, oldest first. */
export async function listOffersToAnswer(
  tx: Tx,
  { userId, withClaims, now, limit }: { userId: string; withClaims: boolean; now: Date; limit: number },
): Promise<(OfferRow & { server: SeatedServer })[]> {
  const rows = await tx.ownershipOffer.findMany({
    where: {
      expiresAt: { gt: now },
      OR: [
        { receiverId: userId, state: "offered" },
        ...(withClaims ? [{ state: "claimed" as const, receiverId: { not: userId } }] : []),
      ],
    },
    select: { ...offerColumns, server: { select: seatColumns } },
    orderBy: [{ madeAt: "asc" }, { id: "asc" }],
    take: limit,
  });
  return rows.map(({ server, ...offer }) => ({ ...toRow(offer), server }));
}
