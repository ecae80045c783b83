import type { Tx } from "../kernel/db.ts";
import type { CredentialKind } from "../kernel/generated/enums.ts";

export interface CoverageRow {
  total: number;
  registered: number;
  active: number;
  suspended: number;
  production: number;
  with_owner: number;
  with_backup_owner: number;
  production_with_backup_owner: number;
  with_credentials: number;
  with_expiring_credentials_only: number;
  review_overdue: number;
}

/** How well the servers that are not retired are governed, in one pass over them and one over their credentials. */
export async function countCoverage(tx: Tx, today: Date): Promise<CoverageRow> {
  const [row] = await tx.$queryRaw<CoverageRow[]>`
    select count(*)::int as total,
      (count(*) filter (where s.state = 'registered'))::int as registered,
      (count(*) filter (where s.state = 'active'))::int as active,
      (count(*) filter (where s.state = 'suspended'))::int as suspended,
      (count(*) filter (where s.environment = 'production'))::int as production,
      (count(*) filter (where o.is_active))::int as with_owner,
      (count(*) filter (where b.is_active))::int as with_backup_owner,
      (count(*) filter (where b.is_active and s.environment = 'production'))::int as production_with_backup_owner,
      (count(*) filter (where c.server_id is not null))::int as with_credentials,
      (count(*) filter (where c.all_expire))::int as with_expiring_credentials_only,
      (count(*) filter (where s.next_review_on < ${today}::date))::int as review_overdue
    from server s
    left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
    left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
    left join (
      select server_id, bool_and(expires_at is not null) as all_expire
      from credential where state = 'active' group by server_id
    ) c on c.server_id = s.id
    where s.state <> 'retired'`;
  if (row === undefined) throw new Error("an aggregate gave no row");
  return row;
}

export interface ExpiringCredentialRow {
  id: string;
  name: string;
  kind: CredentialKind;
  expires_at: Date;
  server_slug: string;
  server_name: string;
  owner_name: string | null;
}

const LIST_LIMIT = 200;

/**
 * Active credentials that end before `until`, those already ended among them, soonest first; at most 200. With
 * `answererId` only those of servers that this person owns or backs up.
 */
export async function listExpiringRows(
  tx: Tx,
  until: Date,
  answererId: string | null = null,
): Promise<ExpiringCredentialRow[]> {
  return tx.$queryRaw<ExpiringCredentialRow[]>`
    select c.id, c.name, c.kind, c.expires_at, s.slug as server_slug, s.name as server_name, u.name as owner_name
    from credential c
    join server s on s.organization_id = c.organization_id and s.id = c.server_id and s.state <> 'retired'
    left join users u on u.organization_id = s.organization_id and u.id = s.owner_id
    where c.state = 'active' and c.expires_at <= ${until}
      and (${answererId}::uuid is null or ${answererId}::uuid in (s.owner_id, s.backup_owner_id))
    order by c.expires_at, c.id
    limit ${LIST_LIMIT}`;
}

/** Tools that do more than read and are on offer by active servers, and how many of them somebody approved. */
export async function countHighImpact(tx: Tx): Promise<{ offered: number; approved: number }> {
  const [row] = await tx.$queryRaw<{ offered: number; approved: number }[]>`
    select count(*)::int as offered, (count(*) filter (where t.state = 'enabled'))::int as approved
    from tool t join server s on s.organization_id = t.organization_id and s.id = t.server_id
    where t.reviewed_impact <> 'reads' and t.state in ('discovered', 'pending', 'enabled', 'suspended')
      and s.state = 'active'`;
  if (row === undefined) throw new Error("an aggregate gave no row");
  return row;
}
