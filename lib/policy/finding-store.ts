import type { Tx } from "../kernel/db.ts";
import type { FindingState, Severity } from "../kernel/generated/enums.ts";
import type { ScopeGrant } from "./rules/rule.ts";

/** One evaluation after the other in an organization, so that the newest facts are written last. */
export async function lockFindings(tx: Tx, organizationId: string): Promise<void> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`policy.findings:${organizationId}`}, 0))::text as locked`;
}

export interface BreachRow {
  id: string;
  serverId: string;
  rule: string;
  subjectKey: string;
  severity: Severity;
  summary: string;
}

export interface FindingChange {
  server_id: string;
  rule: string;
  summary: string;
}

/** Opens what is new or broken again; writes nothing where nothing changed. Gives what was opened. */
export async function openFindings(
  tx: Tx,
  organizationId: string,
  breaches: readonly BreachRow[],
  at: Date,
): Promise<FindingChange[]> {
  if (breaches.length === 0) return [];
  return tx.$queryRaw<FindingChange[]>`
    with breach as (
      select * from jsonb_to_recordset(${JSON.stringify(breaches)}::jsonb)
        as b(id uuid, "serverId" uuid, rule text, "subjectKey" text, severity text, summary text)
      where not exists (
        select from finding f
        where f.server_id = b."serverId" and f.rule = b.rule and f.subject_key = b."subjectKey"
          and f.state <> 'resolved' and f.severity::text = b.severity and f.summary = b.summary
      )
    ), written as (
      insert into finding as f (organization_id, id, server_id, rule, subject_key, severity, summary, state, opened_at)
      select ${organizationId}::uuid, b.id, b."serverId", b.rule, b."subjectKey", b.severity::severity, b.summary,
        'open', ${at}
      from breach b
      on conflict (organization_id, server_id, rule, subject_key) do update
        set severity = excluded.severity, summary = excluded.summary, resolved_at = null,
          state = case when f.state = 'waived' then f.state else 'open' end,
          opened_at = case when f.state = 'resolved' then excluded.opened_at else f.opened_at end
      returning f.server_id, f.rule, f.summary, f.opened_at
    )
    select server_id, rule, summary from written where opened_at = ${at}`;
}

/** Resolves whatever these servers no longer break. Gives what was resolved. */
export async function resolveFindings(
  tx: Tx,
  serverIds: readonly string[],
  breaches: readonly BreachRow[],
  at: Date,
): Promise<FindingChange[]> {
  return tx.$queryRaw<FindingChange[]>`
    update finding f set state = 'resolved', resolved_at = ${at}
    where f.server_id = any(${serverIds}::uuid[]) and f.state <> 'resolved'
      and not exists (
        select from jsonb_to_recordset(${JSON.stringify(breaches)}::jsonb)
          as b("serverId" uuid, rule text, "subjectKey" text)
        where b."serverId" = f.server_id and b.rule = f.rule and b."subjectKey" = f.subject_key
      )
    returning f.server_id, f.rule, f.summary`;
}

/** Which of these servers have a revocation path. The steps belong to the room above; only their presence is read. */
export async function listServersWithPath(tx: Tx, serverIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ server_id: string }[]>`
    select distinct server_id from revocation_step where server_id = any(${serverIds}::uuid[])`;
  return new Set(rows.map((row) => row.server_id));
}

/** The newest grant of each scope of these servers: by server, then by the scope's name. */
export async function listScopeGrants(
  tx: Tx,
  serverIds: readonly string[],
): Promise<Map<string, Map<string, ScopeGrant>>> {
  const rows = await tx.$queryRaw<(ScopeGrant & { serverId: string; name: string })[]>`
    select distinct on (server_id, scope_name) server_id as "serverId", scope_name as name, state::text as state,
      expires_at as "expiresAt", scope_system as system, scope_breadth::text as breadth
    from grants where kind = 'scope' and server_id = any(${serverIds}::uuid[])
    order by server_id, scope_name, granted_at desc, id desc`;
  const byServer = Map.groupBy(rows, ({ serverId }) => serverId);
  return new Map(
    [...byServer].map(([serverId, grants]) => [serverId, new Map(grants.map((one) => [one.name, one]))]),
  );
}

export interface StoredFinding {
  rule: string;
  subjectKey: string;
  state: FindingState;
  openedAt: Date;
}

export async function listStoredFindings(tx: Tx, serverId: string): Promise<StoredFinding[]> {
  return tx.finding.findMany({
    where: { serverId, state: { not: "resolved" } },
    select: { rule: true, subjectKey: true, state: true, openedAt: true },
  });
}

export interface RuleCountRow {
  rule: string;
  severity: Severity;
  count: number;
  servers: number;
}

/** Open findings by rule and severity, from counts that are kept for each `rule/severity`. */
export async function countOpenByRule(tx: Tx): Promise<RuleCountRow[]> {
  return tx.$queryRaw<RuleCountRow[]>`
    select split_part(value, '/', 1) as rule, split_part(value, '/', 2)::severity as severity,
      (sum(count) filter (where field = 'openFinding'))::int as count,
      coalesce(sum(count) filter (where field = 'brokenRule'), 0)::int as servers
    from (
      select field, value, count from server_facet_count where field in ('openFinding', 'brokenRule')
      union all
      select field, value, delta from server_facet_delta where field in ('openFinding', 'brokenRule')
    ) kept
    group by value having sum(count) filter (where field = 'openFinding') > 0
    order by severity desc, 3 desc, rule`;
}
