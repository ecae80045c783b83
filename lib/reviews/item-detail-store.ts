import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { ItemDecision, Severity } from "#lib/kernel/generated/enums.ts";
import type { Change } from "./change.ts";
import type { ServerAnswers } from "./server-questions.ts";
import type { ThingNow } from "./since-frozen.ts";
import type { ItemRow } from "./store.ts";

export interface OpenFinding {
  rule: string;
  severity: Severity;
  summary: string;
  /** About the very thing, not only about its server. */
  isAboutIt: boolean;
}

const FINDINGS_SHOWN = 5;

/** What is open now on the thing and its server: what is about the thing first, then the gravest. */
export async function loadOpenFindings(
  tx: Tx,
  item: ItemRow,
): Promise<{ shown: OpenFinding[]; count: number }> {
  const key = item.facts.tool?.id ?? (item.subjectKind === "server" ? "server" : item.subjectId);
  const rows = await tx.$queryRaw<(OpenFinding & { count: bigint })[]>`
    select f.rule, f.severity::text as severity, f.summary, f.subject_key = ${key} as "isAboutIt", count(*) over () as count
    from finding f
    where f.server_id = ${item.serverId}::uuid and f.state = 'open'
    order by f.subject_key = ${key} desc, f.severity desc, f.rule limit ${FINDINGS_SHOWN}`;
  const shown = rows.map(({ count: _, ...finding }) => finding);
  return { shown, count: Number(rows[0]?.count ?? 0n) };
}

export interface UseNow {
  count: number;
  lastUsedAt: Date | null;
}

/** How often it was used up to now; null for what no use is reported of. */
export async function loadUse(
  tx: Tx,
  { subjectKind, subjectId, serverId, facts }: ItemRow,
): Promise<UseNow | null> {
  if (subjectKind === "credential") {
    const [row] = await tx.$queryRaw<{ lastUsedAt: Date | null }[]>`
      select c.last_used_at as "lastUsedAt" from credential c where c.id = ${subjectId}::uuid`;
    return row?.lastUsedAt == null ? null : { count: 0, lastUsedAt: row.lastUsedAt };
  }
  const of =
    facts.tool !== null
      ? Prisma.sql`u.tool_id = ${facts.tool.id}::uuid`
      : facts.consumer !== null
        ? Prisma.sql`u.consumer_id = ${facts.consumer.id}::uuid and u.tool_id in
            (select t.id from tool t where t.server_id = ${serverId}::uuid)`
        : null;
  if (of === null) return null;
  const [row] = await tx.$queryRaw<{ count: bigint; lastUsedAt: Date | null }[]>`
    select coalesce(sum(u.allowed), 0)::bigint as count, max(u.last_allowed_at) as "lastUsedAt" from tool_use u where ${of}`;
  const count = Number(row?.count ?? 0n);
  return count === 0 && facts.use == null ? null : { count, lastUsedAt: row?.lastUsedAt ?? null };
}

/** The thing as it is now, as far as it can differ from the frozen facts. */
export async function loadLiveThing(tx: Tx, item: ItemRow): Promise<ThingNow> {
  const { serverId, subjectKind, subjectId, facts } = item;
  const server = await tx.server.findFirst({
    where: { id: serverId },
    select: {
      state: true,
      environment: true,
      criticality: true,
      ownerId: true,
      backupOwnerId: true,
      purpose: true,
      serverRole: { select: { slug: true } },
    },
  });
  const tool =
    facts.tool === null
      ? null
      : await tx.tool.findFirst({
          where: { id: facts.tool.id },
          select: { digest: true, reviewedImpact: true, state: true },
        });
  const consumer =
    facts.consumer === null
      ? null
      : await tx.consumer.findFirst({
          where: { id: facts.consumer.id },
          select: { ownerId: true, deactivatedAt: true },
        });
  const credential =
    subjectKind !== "credential"
      ? null
      : await tx.credential.findFirst({
          where: { id: subjectId },
          select: { state: true, expiresAt: true, lastRotatedAt: true },
        });
  return {
    server: server === null ? null : { ...server, role: server.serverRole?.slug ?? null },
    tool: tool === null ? null : { digest: tool.digest, impact: tool.reviewedImpact, state: tool.state },
    consumer:
      consumer === null ? null : { ownerId: consumer.ownerId, isActive: consumer.deactivatedAt === null },
    grant: item.successor ?? item.grant,
    credential,
  };
}

/** Who asked for it and who approved it; null for what no request stands behind. */
export async function loadProvenance(
  tx: Tx,
  requestId: string | null,
): Promise<{ requester: string; approvers: string[] } | null> {
  if (requestId === null) return null;
  const [row] = await tx.$queryRaw<{ requester: string; approvers: string[] }[]>`
    select u.name as requester, array(
      select distinct d.name from request_decision v
      join users d on d.organization_id = v.organization_id and d.id = v.decider_id
      where v.organization_id = q.organization_id and v.request_id = q.id and v.decision = 'approve' order by d.name) as approvers
    from request q join users u on u.organization_id = q.organization_id and u.id = q.requester_id
    where q.id = ${requestId}::uuid`;
  return row ?? null;
}

export interface GivenAnswer {
  answers: ServerAnswers | null;
  openedAt: Date | null;
  isHasty: boolean;
  inBulk: boolean;
}

/** What the record of the answer that an item has now says beside it; null for one without an answer. */
export async function loadGivenAnswer(tx: Tx, item: ItemRow): Promise<GivenAnswer | null> {
  if (item.decidedAt === null) return null;
  const [row] = await tx.$queryRaw<GivenAnswer[]>`
    select a.answers, a.opened_at as "openedAt", a.is_hasty as "isHasty", a.in_bulk as "inBulk"
    from campaign_answer a
    where a.item_id = ${item.id}::uuid and a.decided_at = ${item.decidedAt}::timestamptz and a.decision <> 'undecided'
      and a.decided_by_id = ${item.decidedById}::uuid
    order by a.id desc limit 1`;
  return row ?? null;
}

export interface EarlierAnswerRow {
  stage: number;
  decision: ItemDecision;
  reason: string | null;
  change: Change | null;
  decidedById: string;
  decidedForId: string | null;
  decidedAt: Date;
}

/** What was answered before the item came to whoever it stands with now, and was not taken back; oldest first. */
export async function loadEarlierAnswers(tx: Tx, item: ItemRow): Promise<EarlierAnswerRow[]> {
  return tx.$queryRaw<EarlierAnswerRow[]>`
    select * from (
      select distinct on (a.stage, a.decided_by_id) a.stage, a.decision::text as decision, a.reason, a.change,
        a.decided_by_id as "decidedById", a.decided_for_id as "decidedForId", a.decided_at as "decidedAt"
      from campaign_answer a
      where a.item_id = ${item.id}::uuid
        and (a.stage < ${item.stage} or a.decided_at <= ${item.sampledAt}::timestamptz)
      order by a.stage, a.decided_by_id, a.decided_at desc, a.id desc
    ) given
    where given.decision <> 'undecided' order by given."decidedAt" limit 20`;
}
