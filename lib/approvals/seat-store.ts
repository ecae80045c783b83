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
  const { count } = await tx.requestSeat.createMany({
    data: seats.map((seat) => ({ ...request, ...seat, addedAt: at })),
    skipDuplicates: true,
  });
  return count;
}

/** Everybody whom a request was asked of, by stage and name. */
export async function listSeats(tx: Tx, organizationId: string, requestId: string): Promise<SeatRow[]> {
  return tx.$queryRaw<SeatRow[]>`
    select t.position, t.user_id as "userId", t.source, u.name, u.email,
      seat_holds(t.organization_id, t.request_id, t.user_id, t.source) as holds
    from request_seat t
    join users u on u.organization_id = t.organization_id and u.id = t.user_id
    where t.organization_id = ${organizationId}::uuid and t.request_id = ${requestId}::uuid
    order by t.position, u.name, t.user_id, t.source`;
}
