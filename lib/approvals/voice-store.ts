import { Prisma } from "#lib/kernel/generated/client.ts";

/**
 * Whether a person is asked in the stage of request `r` that waits, or answers there for one who is away: `voiceOf` for a
 * list. Whoever answered, or was answered for, has no voice left. Written out where the database's guards have
 * functions (`seat_holds`, `answers_for`): a list asks this of thousands of requests, and a call for each takes seconds.
 */
export function hasVoice(personId: string, now: Date): Prisma.Sql {
  const person = Prisma.sql`${personId}::uuid`;
  return Prisma.sql`exists (
    select from (select ${WAITING} as position offset 0) waiting
    where not ${hasAnswered(person)}
      and (${isAsked(person, IN_THAT_STAGE)} or ${answersForOneAway(person, now)}))`;
}

/** Who came to gain by it since it was asked, or said what a tool of it can do, as `gatherFacts` and the database's trigger have it. */
export function gainsToday(person: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    r.cause = 'drift' and exists (
      select from server s
      where s.organization_id = r.organization_id and s.id = r.server_id
        and ${person} in (s.owner_id, s.backup_owner_id))
    or exists (
      select from tool t
      where t.organization_id = r.organization_id and t.server_id = r.server_id and t.reviewed_by_id = ${person}
        and is_weighed(r.organization_id, r.id, t.id))
    or r.id in (
      select i.request_id from consumer c
      join request_item i on i.organization_id = c.organization_id and i.consumer_id = c.id
      where c.owner_id = ${person})
    or r.server_id in (
      select g.server_id from consumer c
      join grants g on g.organization_id = c.organization_id and g.consumer_id = c.id
        and g.kind = 'access' and g.state <> 'revoked'
      where c.owner_id = ${person}
      union all
      select w.server_id from consumer c
      join request_item i on i.organization_id = c.organization_id and i.consumer_id = c.id and i.kind = 'access'
      join request w on w.organization_id = i.organization_id and w.id = i.request_id and w.state = 'pending'
        and w.requester_id = c.owner_id
      where c.owner_id = ${person})
    and exists (
      select from request_item i
      where i.organization_id = r.organization_id and i.request_id = r.id and i.kind in ('tool', 'scope')))`;
}

/** The first stage that still needs an approval. */
const WAITING = Prisma.sql`(
  select s.position from request_stage s
  where s.organization_id = r.organization_id and s.request_id = r.id and s.quorum > (
    select count(*) from request_decision d
    where d.organization_id = s.organization_id and d.request_id = s.request_id
      and d.stage_position = s.position and d.decision = 'approve')
  order by s.position limit 1)`;

const IN_THAT_STAGE = Prisma.sql`t.position = waiting.position`;

function hasAnswered(person: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from request_decision d
    where d.organization_id = r.organization_id and d.request_id = r.id
      and ${person} in (d.decider_id, d.on_behalf_of_id)
      and (r.needs_distinct_people or d.stage_position = waiting.position))`;
}

/** In the stages that `where` says, by something that still holds. */
function isAsked(person: Prisma.Sql, where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from request_seat t
    where t.organization_id = r.organization_id and t.request_id = r.id and t.user_id = ${person} and ${where}
      and exists (
        select from users u
        where u.organization_id = t.organization_id and u.id = t.user_id and u.is_active)
      and ${SEAT_HOLDS})`;
}

const SOURCE = Prisma.sql`regexp_replace(t.source, '^escalation:', '')`;

/** `seat_holds` of seat `t` of request `r`, besides that the person is active. */
export const SEAT_HOLDS = Prisma.sql`case
  when ${SOURCE} like 'role:%' then exists (
    select from role_assignment a
    where a.organization_id = t.organization_id and a.user_id = t.user_id and a.role::text = substr(${SOURCE}, 6))
  when ${SOURCE} like 'group:%' then exists (
    select from group_member m
    join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
    where m.organization_id = t.organization_id and m.user_id = t.user_id
      and m.group_id = substr(${SOURCE}, 7)::uuid)
  when ${SOURCE} like 'person:%' then ${SOURCE} = 'person:' || t.user_id
  when ${SOURCE} = 'asked_managers' then exists (
    select from request_seat own
    join users u on u.organization_id = own.organization_id and u.id = own.user_id
    where own.organization_id = t.organization_id and own.request_id = t.request_id and own.position = t.position
      and own.source not like 'escalation:%' and u.manager_id = t.user_id)
  else exists (
    select from server v
    left join users o on o.organization_id = v.organization_id and o.id = v.owner_id
    where v.organization_id = r.organization_id and v.id = r.server_id
      and t.user_id = case ${SOURCE} when 'owner' then v.owner_id when 'backup_owner' then v.backup_owner_id
        else o.manager_id end)
  end`;

/** `answers_for`, for whoever this person stands in for now. */
function answersForOneAway(delegate: Prisma.Sql, now: Date): Prisma.Sql {
  const absent = Prisma.sql`a.user_id`;
  return Prisma.sql`exists (
    select from absence a
    where a.organization_id = r.organization_id and a.delegate_id = ${delegate}
      and a.starts_at <= ${now} and ${now} < a.ends_at
      and exists (
        select from users u
        where u.organization_id = a.organization_id and u.id = a.delegate_id and u.is_active)
      and exists (
        select from role_assignment o
        where o.organization_id = a.organization_id and o.user_id = a.delegate_id
          and o.role in ('admin', 'approver', 'member'))
      and ${absent} <> r.requester_id and ${absent} <> all (r.repaired_by_ids) and ${absent} <> all (r.beneficiary_ids)
      and not ${gainsToday(absent)}
      and ${isAsked(absent, IN_THAT_STAGE)}
      and not ${isAsked(delegate, Prisma.sql`(${IN_THAT_STAGE} or r.needs_distinct_people)`)}
      and not ${hasAnswered(absent)})`;
}
