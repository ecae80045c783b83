import { conflict, notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { BreakGlassState, BreakGlassVerdict } from "#lib/kernel/generated/enums.ts";
import { UNREVIEWED } from "./broken-glass.ts";
import { type Reader, readableBy } from "./reader-store.ts";

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

const columns = {
  organizationId: true,
  requestId: true,
  userId: true,
  source: true,
  reason: true,
  hours: true,
  reviewFrom: true,
  usedAt: true,
  endsAt: true,
  reviewDueAt: true,
  state: true,
  cutAt: true,
  closedAt: true,
  repairedByIds: true,
  stuckToldAt: true,
  version: true,
  user: person,
  reviews: {
    orderBy: { reviewedAt: "asc" },
    select: { reviewerId: true, verdict: true, reason: true, reviewedAt: true, reviewer: person },
  },
} as const satisfies Prisma.BreakGlassSelect;

export type GlassRow = Prisma.BreakGlassGetPayload<{ select: typeof columns }>;

/** What became of a request that broke glass; null for one that did not. */
export async function findGlass(tx: Tx, organizationId: string, requestId: string): Promise<GlassRow | null> {
  return tx.breakGlass.findUnique({
    where: { organizationId_requestId: { organizationId, requestId } },
    select: columns,
  });
}

/** Loads it and holds its row until commit, so that two who review at once are counted one after the other. */
export async function lockGlass(tx: Tx, organizationId: string, requestId: string): Promise<GlassRow> {
  await tx.$queryRaw`
    select request_id from break_glass
    where organization_id = ${organizationId}::uuid and request_id = ${requestId}::uuid for update`;
  const row = await findGlass(tx, organizationId, requestId);
  if (row === null) throw notFound("use of break glass");
  return row;
}

export interface NewGlass {
  organizationId: string;
  requestId: string;
  userId: string;
  source: string;
  reason: string;
  hours: number;
  reviewHours: number;
  reviewFrom: Prisma.InputJsonValue;
}

/** Its times are the database's: from now, for so many hours. */
export async function insertGlass(
  tx: Tx,
  glass: NewGlass,
): Promise<{ usedAt: Date; endsAt: Date; reviewDueAt: Date }> {
  return tx.breakGlass.create({
    data: glass,
    select: { usedAt: true, endsAt: true, reviewDueAt: true },
  });
}

export async function insertGlassSeats(
  tx: Tx,
  { organizationId, requestId }: { organizationId: string; requestId: string },
  seats: readonly { userId: string; source: string }[],
  at: Date,
): Promise<void> {
  await tx.breakGlassSeat.createMany({
    data: seats.map((seat) => ({ organizationId, requestId, ...seat, addedAt: at })),
    skipDuplicates: true,
  });
}

export interface GlassSeatRow {
  userId: string;
  source: string;
  name: string;
  email: string;
  /** What made them one of those who may review it still holds, and they are active. */
  holds: boolean;
  gains: boolean;
}

export async function listGlassSeats(
  tx: Tx,
  organizationId: string,
  requestId: string,
): Promise<GlassSeatRow[]> {
  return tx.$queryRaw<GlassSeatRow[]>`
    select t.user_id as "userId", t.source, u.name, u.email,
      seat_holds(t.organization_id, t.request_id, t.user_id, t.source) as holds,
      gains_by_request(t.organization_id, t.request_id, t.user_id) as gains
    from break_glass_seat t
    join users u on u.organization_id = t.organization_id and u.id = t.user_id
    where t.organization_id = ${organizationId}::uuid and t.request_id = ${requestId}::uuid
    order by u.name, t.user_id, t.source`;
}

export async function insertGlassReview(
  tx: Tx,
  glass: Pick<GlassRow, "organizationId" | "requestId" | "userId">,
  review: { reviewerId: string; verdict: BreakGlassVerdict; reason: string; reviewedAt: Date },
): Promise<void> {
  const { organizationId, requestId, userId } = glass;
  await tx.breakGlassReview.create({ data: { organizationId, requestId, userId, ...review } });
}

/** Moves it on, guarded by the state and version that were read. */
export async function saveGlass(
  tx: Tx,
  glass: Pick<GlassRow, "organizationId" | "requestId" | "state" | "version">,
  next: { state: BreakGlassState; cutAt?: Date; closedAt?: Date },
): Promise<void> {
  const { organizationId, requestId, state, version } = glass;
  const { count } = await tx.breakGlass.updateMany({
    where: { organizationId, requestId, state, version },
    data: { ...next, version: version + 1 },
  });
  if (count !== 1) throw conflict("use of break glass");
}

/** Keeps who looked for new reviewers, so that they are never among them. */
export async function noteGlassRepair(tx: Tx, glass: GlassRow, userId: string): Promise<void> {
  const { organizationId, requestId, repairedByIds } = glass;
  await tx.breakGlass.update({
    where: { organizationId_requestId: { organizationId, requestId } },
    data: { repairedByIds: [...new Set([...repairedByIds, userId])] },
  });
}

/** The request of theirs that two others have not reviewed; there is one at most. */
export async function findUnreviewedOf(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<string | null> {
  const row = await tx.breakGlass.findFirst({
    where: { organizationId, userId, state: { in: [...UNREVIEWED] } },
    select: { requestId: true },
  });
  return row?.requestId ?? null;
}

/** Requests whose broken glass was not reviewed in time, in order of their ids, those after `after`. */
export async function findLapsed(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await tx.breakGlass.findMany({
    where: {
      organizationId,
      state: { in: ["open", "cut"] },
      reviewDueAt: { lte: now },
      ...(after === undefined ? {} : { requestId: { gt: after } }),
    },
    orderBy: { requestId: "asc" },
    select: { requestId: true },
    take: limit,
  });
  return rows.map((row) => row.requestId);
}

/**
 * Those whose time to be reviewed is over, locked; one that somebody is reviewing right now is left. Only this one where
 * `requestId` is given.
 */
export async function lockLapsed(
  tx: Tx,
  organizationId: string,
  { now, requestId, limit }: { now: Date; requestId: string | undefined; limit: number },
): Promise<string[]> {
  const only = requestId === undefined ? Prisma.empty : Prisma.sql`and request_id = ${requestId}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select request_id as id from break_glass
    where organization_id = ${organizationId}::uuid and state in ('open', 'cut') and review_due_at <= ${now} ${only}
    order by request_id limit ${limit} for update skip locked`;
  return rows.map((row) => row.id);
}

/** Unreviewed ones, whose review is due first; only those that this person may review where `reviewerId` is given. */
export async function findUnreviewed(
  tx: Tx,
  filter: {
    organizationId: string;
    serverId: string | undefined;
    reviewerId: string | undefined;
    readableBy: Reader;
    limit: number;
  },
) {
  const { organizationId, serverId, reviewerId, limit } = filter;
  const ofServer = serverId === undefined ? Prisma.empty : Prisma.sql`and r.server_id = ${serverId}::uuid`;
  const forReviewer = reviewerId === undefined ? Prisma.empty : Prisma.sql`and ${mayReview(reviewerId)}`;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select b.request_id as id from break_glass b
    join request r on r.organization_id = b.organization_id and r.id = b.request_id
    where b.organization_id = ${organizationId}::uuid and b.state in ('open', 'cut', 'overdue')
      and ${readableBy(filter.readableBy)} ${ofServer} ${forReviewer}
    order by b.review_due_at, b.request_id limit ${limit}`;
  return tx.breakGlass.findMany({
    where: { organizationId, requestId: { in: ids.map(({ id }) => id) } },
    orderBy: [{ reviewDueAt: "asc" }, { requestId: "asc" }],
    select: {
      ...columns,
      request: {
        select: {
          title: true,
          impact: true,
          server: { select: { id: true, slug: true, name: true } },
          _count: {
            select: {
              grants: { where: { state: { not: "revoked" }, expiresAt: { gt: filter.readableBy.now } } },
            },
          },
        },
      },
    },
  });
}

/** How many uses of break glass this person may review. */
export async function countToReview(tx: Tx, organizationId: string, personId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from break_glass b
    where b.organization_id = ${organizationId}::uuid and b.state in ('open', 'cut', 'overdue')
      and ${mayReview(personId)}`;
  return row?.count ?? 0;
}

/** The same rules as `decideReview`. */
function mayReview(personId: string): Prisma.Sql {
  return Prisma.sql`(b.user_id <> ${personId}::uuid and ${personId}::uuid <> all (b.repaired_by_ids)
    and not exists (
      select from break_glass_review v
      where v.organization_id = b.organization_id and v.request_id = b.request_id
        and v.reviewer_id = ${personId}::uuid)
    and exists (
      select from break_glass_seat t
      where t.organization_id = b.organization_id and t.request_id = b.request_id and t.user_id = ${personId}::uuid
        and seat_holds(t.organization_id, t.request_id, t.user_id, t.source))
    and not gains_by_request(b.organization_id, b.request_id, ${personId}::uuid))`;
}
