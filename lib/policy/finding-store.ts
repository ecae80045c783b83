import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { Environment, FindingState, ServerState, Severity } from "../kernel/generated/enums.ts";
import type { FindingCursor } from "./finding-cursor.ts";
import type { ListFindingsInput } from "./input.ts";

/** Counting stops here; what is beyond shows as "10,000+". */
export const COUNT_LIMIT = 10_000;

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

export interface FindingRow {
  id: string;
  rule: string;
  subject_key: string;
  severity: Severity;
  summary: string;
  state: FindingState;
  opened_at: Date;
  resolved_at: Date | null;
  server_slug: string;
  server_name: string;
  server_state: ServerState;
  environment: Environment;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
}

/** A page of findings, gravest first, then newest: the page by row comparison on an index, then who answers for it. */
export async function listFindingRows(
  tx: Tx,
  filter: ListFindingsInput,
  cursor: FindingCursor | null,
): Promise<FindingRow[]> {
  const fromCursor =
    cursor === null
      ? Prisma.empty
      : Prisma.sql`and (f.severity, f.opened_at, f.id)
          < (${cursor.severity}::severity, ${cursor.openedAt}::timestamptz, ${cursor.id}::uuid)`;
  return tx.$queryRaw<FindingRow[]>`
    with page as materialized (
      select f.* from finding f
      where ${conditions(filter)} ${fromCursor}
      order by f.severity desc, f.opened_at desc, f.id desc
      limit ${filter.limit + 1}
    )
    select p.id, p.rule, p.subject_key, p.severity, p.summary, p.state, p.opened_at, p.resolved_at,
      s.slug as server_slug, s.name as server_name, s.state as server_state, s.environment,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner
    from page p
    join server s on s.organization_id = p.organization_id and s.id = p.server_id
    left join users u on u.organization_id = s.organization_id and u.id = s.owner_id
    order by p.severity desc, p.opened_at desc, p.id desc`;
}

/** How many findings there are, counted up to COUNT_LIMIT and one. */
export async function countFindingRows(tx: Tx, filter: ListFindingsInput): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (select from finding f where ${conditions(filter)} limit ${COUNT_LIMIT + 1}) counted`;
  return row?.count ?? 0;
}

export interface RuleCountRow {
  rule: string;
  severity: Severity;
  count: number;
  servers: number;
}

/** Open findings by rule and severity, in one pass over the open ones. */
export async function countOpenByRule(tx: Tx): Promise<RuleCountRow[]> {
  return tx.$queryRaw<RuleCountRow[]>`
    select rule, severity, count(*)::int as count, count(distinct server_id)::int as servers
    from finding where state = 'open' group by rule, severity order by severity desc, count(*) desc, rule`;
}

function conditions(filter: ListFindingsInput): Prisma.Sql {
  const { state, severity, rule, serverId } = filter;
  const all: Prisma.Sql[] = [Prisma.sql`f.state = ${state}::finding_state`];
  if (severity.length > 0) all.push(Prisma.sql`f.severity = any(${severity}::severity[])`);
  if (rule.length > 0) all.push(Prisma.sql`f.rule = any(${rule}::text[])`);
  if (serverId !== undefined) all.push(Prisma.sql`f.server_id = ${serverId}::uuid`);
  const ofServer = serverConditions(filter);
  if (ofServer.length > 0) {
    all.push(Prisma.sql`exists (
      select from server s
      where s.organization_id = f.organization_id and s.id = f.server_id and ${Prisma.join(ofServer, " and ")})`);
  }
  return Prisma.join(all, " and ");
}

function serverConditions({ environment, ownerId }: ListFindingsInput): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (environment.length > 0) all.push(Prisma.sql`s.environment = any(${environment}::environment[])`);
  if (ownerId !== undefined) all.push(Prisma.sql`s.owner_id = ${ownerId}::uuid`);
  return all;
}
