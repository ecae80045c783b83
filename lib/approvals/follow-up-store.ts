import type { Tx } from "#lib/kernel/db.ts";
import type { FollowUp } from "./follow-up.ts";

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
          select max(d.decided_at) from request_decision d
          where d.organization_id = s.organization_id and d.request_id = s.request_id
            and d.decision = 'approve' and d.stage_position < s.position)) as asked_at
      from request_stage s
      where s.organization_id = r.organization_id and s.request_id = r.id and s.quorum > (
        select count(*) from request_decision d
        where d.organization_id = s.organization_id and d.request_id = s.request_id
          and d.stage_position = s.position and d.decision = 'approve')
      order by s.position limit 1) waiting
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
      decisions: { select: { deciderId: true, decision: true, stagePosition: true, decidedAt: true } },
    },
  });
  const followUps = new Map(near.map(({ id, followUp }) => [id, followUp]));
  return rows.map((row) => ({ ...row, followUp: followUps.get(row.id) }));
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
