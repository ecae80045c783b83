import type { Tx } from "#lib/kernel/db.ts";
import { UNREVIEWED } from "./broken-glass.ts";
import { findConsumerMakers } from "./parties-store.ts";

/**
 * Pending requests, in time, a page by id, with whoever can still answer each stage. Whoever made a consumer of one of
 * them is left out of all: the command that looks closer knows better.
 */
export async function listAnswerable(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
) {
  const rows = await tx.request.findMany({
    where: {
      organizationId,
      state: "pending",
      expiresAt: { gt: now },
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    take: limit,
    select: {
      id: true,
      requesterId: true,
      repairedByIds: true,
      needsDistinctPeople: true,
      stuckToldAt: true,
      stages: { select: { position: true, quorum: true } },
      decisions: { select: { deciderId: true, onBehalfOfId: true, decision: true, stagePosition: true } },
      items: { where: { consumerId: { not: null } }, select: { consumerId: true } },
    },
  });
  const ids = rows.map(({ id }) => id);
  const consumerIds = rows.flatMap(({ items }) => items.flatMap(({ consumerId }) => consumerId ?? []));
  const makers = await findConsumerMakers(tx, organizationId, [...new Set(consumerIds)]);
  const seats = await tx.$queryRaw<{ requestId: string; position: number; userId: string }[]>`
    select distinct t.request_id as "requestId", t.position, t.user_id as "userId"
    from request_seat t
    where t.organization_id = ${organizationId}::uuid and t.request_id = any (${ids}::uuid[])
      and t.user_id <> all (${makers}::uuid[])
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
      and not party_to_request(t.organization_id, t.request_id, t.user_id)`;
  return rows.map((row) => ({
    ...row,
    stages: row.stages.map((stage) => ({
      ...stage,
      seatIds: seats.flatMap(({ requestId, position, userId }) =>
        requestId === row.id && position === stage.position ? [userId] : [],
      ),
    })),
  }));
}

/** Uses of break glass that two others have not reviewed, a page by id. */
export async function listUnreviewedIds(
  tx: Tx,
  organizationId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await tx.breakGlass.findMany({
    where: {
      organizationId,
      state: { in: [...UNREVIEWED] },
      ...(after === undefined ? {} : { requestId: { gt: after } }),
    },
    orderBy: { requestId: "asc" },
    take: limit,
    select: { requestId: true },
  });
  return rows.map(({ requestId }) => requestId);
}

/** Keeps when administrators were told that too few are left; null once enough are. */
export async function noteStuck(
  tx: Tx,
  { organizationId, id }: { organizationId: string; id: string },
  stuckToldAt: Date | null,
): Promise<void> {
  await tx.request.update({ where: { organizationId_id: { organizationId, id } }, data: { stuckToldAt } });
}

/** The same for a use of break glass. */
export async function noteGlassStuck(
  tx: Tx,
  glass: { organizationId: string; requestId: string },
  stuckToldAt: Date | null,
): Promise<void> {
  const { organizationId, requestId } = glass;
  await tx.breakGlass.update({
    where: { organizationId_requestId: { organizationId, requestId } },
    data: { stuckToldAt },
  });
}
