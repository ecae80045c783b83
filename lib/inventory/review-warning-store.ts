import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";

export type ReviewWarningKind = "due" | "overdue" | "suspension";

export interface WarnedServer {
  id: string;
  slug: string;
  name: string;
  /** The day its review is due, or was, and the one from which its grants may be suspended: YYYY-MM-DD. */
  dueOn: string;
  suspendOn: string | null;
  /** The active people who answer for it. */
  notify: string[];
}

/** Of row `s` of server, with its clock `k`: whether whoever answers for it is to be told so today. */
const IS_TO_BE_TOLD: Record<ReviewWarningKind, (today: string) => Prisma.Sql> = {
  due: (today) =>
    Prisma.sql`s.next_review_on >= ${today}::date and s.next_review_on <= ${today}::date + k.warn_days`,
  overdue: (today) => Prisma.sql`s.next_review_on < ${today}::date`,
  // As long before as warnings are; where servers are overdue by more already, the suspension waits for the warning.
  suspension: (today) => Prisma.sql`k.suspend_after_days is not null and s.next_review_on < ${today}::date
    and s.next_review_on <= ${today}::date - k.suspend_after_days::int + least(k.warn_days, k.suspend_after_days)
    and exists (select from tool t where t.organization_id = s.organization_id and t.server_id = s.id
      and t.state = 'enabled' and t.reviewed_impact <> 'reads')`,
};

/**
 * Notes for up to `limit` servers that whoever answers for them is told this of their review, once for each due day, and
 * gives them. Two at once share the work: what one has noted, the other leaves.
 */
export async function noteWarnings(
  tx: Tx,
  organizationId: string,
  { kind, now, limit }: { kind: ReviewWarningKind; now: Date; limit: number },
): Promise<WarnedServer[]> {
  const today = now.toISOString().slice(0, 10);
  return tx.$queryRaw<WarnedServer[]>`
    with due as (
      select s.id, s.next_review_on from server s
      join review_clock k on k.organization_id = s.organization_id
      where s.organization_id = ${organizationId}::uuid and s.state in ('registered', 'active', 'suspended')
        and ${IS_TO_BE_TOLD[kind](today)}
        and not exists (
          select from review_warning w where w.organization_id = s.organization_id and w.server_id = s.id
            and w.due_on = s.next_review_on and w.kind = ${kind})
      order by s.next_review_on, s.id limit ${limit}
    ), noted as (
      insert into review_warning (organization_id, server_id, due_on, kind)
      select ${organizationId}::uuid, d.id, d.next_review_on, ${kind} from due d
      on conflict do nothing returning server_id, due_on
    )
    select s.id, s.slug, s.name, n.due_on::text as "dueOn",
      -- Not before the warning is as old as warnings are.
      case when k.suspend_after_days is not null then greatest(n.due_on + k.suspend_after_days::int,
        ${today}::date + least(k.warn_days, k.suspend_after_days)::int)::text end as "suspendOn",
      array(select u.id::text from users u where u.organization_id = s.organization_id
        and u.id in (s.owner_id, s.backup_owner_id) and u.is_active order by u.id) as notify
    from noted n
    join server s on s.organization_id = ${organizationId}::uuid and s.id = n.server_id
    join review_clock k on k.organization_id = s.organization_id
    order by s.id`;
}
