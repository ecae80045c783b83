import { Prisma } from "#lib/kernel/generated/client.ts";

/**
 * Whether a person is asked in the stage of request `r` that waits, or answers there for one who is away: `voiceOf` for a
 * list. Whoever answered, or was answered for, has no voice left.
 */
export function hasVoice(personId: string, now: Date): Prisma.Sql {
  return Prisma.sql`not exists (
      select from request_decision d
      where d.organization_id = r.organization_id and d.request_id = r.id
        and ${personId}::uuid in (d.decider_id, d.on_behalf_of_id)
        and (r.needs_distinct_people or d.stage_position = ${WAITING}))
    and (
      exists (
        select from request_seat t
        where t.organization_id = r.organization_id and t.request_id = r.id and t.user_id = ${personId}::uuid
          and t.position = ${WAITING}
          and seat_holds(t.organization_id, t.request_id, t.user_id, t.source))
      or exists (
        select from absence a
        where a.organization_id = r.organization_id and a.delegate_id = ${personId}::uuid
          and a.starts_at <= ${now} and ${now} < a.ends_at
          and answers_for(r.organization_id, r.id, ${WAITING}, a.user_id, a.delegate_id, ${now})))`;
}

/** The first stage that still needs an approval. */
const WAITING = Prisma.sql`(
  select s.position from request_stage s
  where s.organization_id = r.organization_id and s.request_id = r.id and s.quorum > (
    select count(*) from request_decision d
    where d.organization_id = s.organization_id and d.request_id = s.request_id
      and d.stage_position = s.position and d.decision = 'approve')
  order by s.position limit 1)`;
