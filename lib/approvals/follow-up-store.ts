import type { Tx } from "#lib/kernel/db.ts";
import { findHeldSeats, VOTE } from "./asked-facts-store.ts";
import { isLapsed } from "./counted.ts";
import type { FollowUp } from "./follow-up.ts";
import { gainersOf } from "./parties.ts";
import { findParties } from "./party-store.ts";

/** A working day is a whole day, or a clock change less: of what is not nearly due nothing else is read. */
const CLOCK_CHANGE_HOURS = 3;

/**
 * Pending requests, in time, that nobody may have answered for as long as their policy says: a page by id. Counted in
 * days of the calendar here, of which there are at least as many as working days; `dueOf` says which of them are due.
 */
export async function listFollowed(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
) {
  const near = await tx.$queryRaw<{ id: string; followUp: FollowUp }[]>`
    select r.id, r.policy_snapshot -> 'followUp' as "followUp"
    from request r
    cross join lateral (
      select s.reminded_at, s.escalated_at, greatest(r.submitted_at, (
          select max(v.decided_at) from counted_approval v
          where v.organization_id = s.organization_id and v.request_id = s.request_id
            and v.stage_position < s.position)) as asked_at
      from waiting_stage(r.organization_id, r.id) as first(position)
      join request_stage s on s.organization_id = r.organization_id and s.request_id = r.id
        and s.position = first.position) waiting
    cross join lateral (
      select make_interval(hours => 24 * (r.policy_snapshot #>> '{followUp,remindAfterDays}')::int
          - ${CLOCK_CHANGE_HOURS}::int) as remind_after,
        make_interval(hours => 24 * (r.policy_snapshot #>> '{followUp,escalateAfterDays}')::int
          - ${CLOCK_CHANGE_HOURS}::int) as escalate_after) said
    where r.organization_id = ${organizationId}::uuid and r.state = 'pending' and r.expires_at > ${now}
      and (${after ?? null}::uuid is null or r.id > ${after ?? null}::uuid)
      and (greatest(waiting.asked_at, waiting.reminded_at) + said.remind_after <= ${now}
        or waiting.escalated_at is null and waiting.asked_at + said.escalate_after <= ${now})
    order by r.id limit ${limit}`;
  const rows = await tx.request.findMany({
    where: { organizationId, id: { in: near.map(({ id }) => id) } },
    orderBy: { id: "asc" },
    select: {
      id: true,
      submittedAt: true,
      stages: { select: { position: true, quorum: true, remindedAt: true, escalatedAt: true } },
      decisions: { select: VOTE },
    },
  });
  const ids = rows.map(({ id }) => id);
  const parties = Map.groupBy(await findParties(tx, organizationId, ids), ({ requestId }) => requestId);
  const seats = Map.groupBy(await findHeldSeats(tx, organizationId, ids), ({ requestId }) => requestId);
  const followUps = new Map(near.map(({ id, followUp }) => [id, followUp]));
  return rows.map(({ decisions, ...row }) => ({
    ...row,
    votes: decisions.map((vote) => ({ ...vote, isLapsed: isLapsed(vote, seats.get(row.id) ?? []) })),
    uncountedIds: gainersOf(parties.get(row.id) ?? []),
    followUp: followUps.get(row.id),
  }));
}

/** Keeps when a stage was followed up, so that it happens once. */
export async function noteFollowUp(
  tx: Tx,
  stage: { organizationId: string; requestId: string; position: number },
  at: { remindedAt?: Date; escalatedAt?: Date },
): Promise<void> {
  await tx.requestStage.update({
    where: { organizationId_requestId_position: stage },
    data: at,
  });
}
