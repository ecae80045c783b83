import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type {
  Criticality,
  Environment,
  GrantKind,
  Impact,
  RequestKind,
} from "#lib/kernel/generated/enums.ts";

/** Pending requests that a preview looks at, gravest first. */
export const PENDING_LIMIT = 2_000;
/** Kinds of grants that a preview tells apart. */
export const GROUP_LIMIT = 5_000;
const SAMPLES = 20;

interface Subject {
  impact: Impact;
  environment: Environment;
  dataClasses: string[];
  criticality: Criticality;
  durationDays: number;
  /** The path as it was frozen; null where there was none. */
  snapshot: Prisma.JsonValue | null;
}

export interface PendingSubject extends Subject {
  id: string;
  title: string;
  kind: RequestKind;
}

/** Requests that wait, as they were asked: gravest first, at most one more than the limit. */
export async function listPendingSubjects(tx: Tx, organizationId: string): Promise<PendingSubject[]> {
  return tx.$queryRaw<PendingSubject[]>`
    select r.id, r.title, r.kind, r.impact, r.environment, r.criticality, r.duration_days as "durationDays",
      array(select jsonb_array_elements_text(coalesce(r.policy_snapshot -> 'dataClasses', '[]'))) as "dataClasses",
      r.policy_snapshot as snapshot
    from request r
    where r.organization_id = ${organizationId}::uuid and r.state = 'pending'
    order by r.impact desc, r.submitted_at, r.id
    limit ${PENDING_LIMIT + 1}`;
}

export interface GrantGroup extends Subject {
  kind: GrantKind;
  count: number;
  /** The first of them. */
  ids: string[];
}

/**
 * Grants in force by all that their path depends on, as it is today, and by the path that they were given by: one
 * pass over them whatever their number. What has no impact on record counts as the highest.
 */
export async function groupGrants(tx: Tx, organizationId: string, now: Date): Promise<GrantGroup[]> {
  return tx.$queryRaw<GrantGroup[]>`
    with reach as materialized (
      select s.id, data_in_reach(s.organization_id, s.id) as data_classes
      from server s where s.organization_id = ${organizationId}::uuid
    ), standing as (
      select g.id, g.kind, g.request_id, s.environment, s.criticality, a.data_classes,
        coalesce(t.reviewed_impact, g.approved_impact, 'regulated') as impact,
        greatest(1, ceil(extract(epoch from g.expires_at - g.granted_at) / 86400))::int as days
      from grants g
      join server s on s.organization_id = g.organization_id and s.id = g.server_id
      join reach a on a.id = s.id
      left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
      where g.organization_id = ${organizationId}::uuid and g.state <> 'revoked' and g.expires_at > ${now}
    ), grouped as (
      select n.kind, n.impact, n.environment, n.criticality, n.data_classes, n.days,
        r.policy_snapshot -> 'policyVersion' as version, r.policy_snapshot -> 'ruleIds' as rules,
        count(*)::int as count, (array_agg(n.id order by n.id))[1:${SAMPLES}::int] as ids,
        (array_agg(n.request_id))[1] as request_id
      from standing n
      left join request r on r.organization_id = ${organizationId}::uuid and r.id = n.request_id
      group by 1, 2, 3, 4, 5, 6, 7, 8
      limit ${GROUP_LIMIT + 1}
    )
    select u.kind, u.impact, u.environment, u.criticality, u.data_classes as "dataClasses", u.days as "durationDays",
      u.count, u.ids, r.policy_snapshot as snapshot
    from grouped u
    left join request r on r.organization_id = ${organizationId}::uuid and r.id = u.request_id
    order by u.impact desc, u.count desc, u.ids[1]`;
}

export interface AffectedGrant {
  id: string;
  kind: GrantKind;
  /** What it is for: the tool's, the consumer's or the scope's name. */
  name: string | null;
  expiresAt: Date;
  server: { name: string; slug: string };
}

/** What these grants are, by id. */
export async function findGrantNames(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, AffectedGrant>> {
  const rows = await tx.grant.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: {
      id: true,
      kind: true,
      expiresAt: true,
      tool: { select: { name: true } },
      consumer: { select: { name: true } },
      scopeName: true,
      server: { select: { name: true, slug: true } },
    },
  });
  return new Map(
    rows.map(({ tool, consumer, scopeName, ...row }) => [
      row.id,
      { ...row, name: tool?.name ?? consumer?.name ?? scopeName ?? null },
    ]),
  );
}
