import type { Tx } from "#lib/kernel/db.ts";
import type { Seat } from "./seats.ts";

/** A seat of a request, with its person. */
export interface SeatRow extends Seat {
  name: string;
  email: string;
  /** What made them one of those who are asked still holds, and they are active. */
  holds: boolean;
}

export async function insertSeats(
  tx: Tx,
  request: { organizationId: string; requestId: string },
  seats: readonly Seat[],
  at: Date,
): Promise<number> {
  const { organizationId, requestId } = request;
  // A few parameters, however many seats.
  return tx.$executeRaw`
    insert into request_seat (organization_id, request_id, position, user_id, source, added_at)
    select ${organizationId}::uuid, ${requestId}::uuid, s.position, s.user_id, s.source, ${at}
    from unnest(${seats.map(({ position }) => position)}::int[], ${seats.map(({ userId }) => userId)}::uuid[],
      ${seats.map(({ source }) => source)}::text[]) as s(position, user_id, source)
    on conflict do nothing`;
}

/** Where the people of each stage come from, as it was frozen. */
export async function listStageSources(tx: Tx, requestId: string) {
  return tx.requestStage.findMany({
    where: { requestId },
    select: { position: true, approvers: true },
    orderBy: { position: "asc" },
  });
}

/** Keeps who looked for new people, so that they are never among them. */
export async function noteRepair(
  tx: Tx,
  request: { organizationId: string; id: string; repairedByIds: readonly string[] },
  userId: string,
): Promise<void> {
  await tx.request.update({
    where: { organizationId_id: { organizationId: request.organizationId, id: request.id } },
    data: { repairedByIds: [...new Set([...request.repairedByIds, userId])] },
  });
}

/**
 * Everybody whom a request was asked of, by stage and name. By `seat_ground`, which is inlined: a call of `seat_holds` for
 * each of a hundred seats takes longer than all the rest of a vote.
 */
export async function listSeats(tx: Tx, organizationId: string, requestId: string): Promise<SeatRow[]> {
  return tx.$queryRaw<SeatRow[]>`
    select t.position, t.user_id as "userId", t.source, u.name, u.email,
      exists (select from seat_ground(t.organization_id, t.request_id, t.user_id, t.source)) as holds
    from request_seat t
    join users u on u.organization_id = t.organization_id and u.id = t.user_id
    where t.organization_id = ${organizationId}::uuid and t.request_id = ${requestId}::uuid
    order by t.position, u.name, t.user_id, t.source`;
}
