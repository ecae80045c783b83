import { askByIndex, type Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { isActedOn, STANDS } from "./close-store.ts";
import type { ItemFacts } from "./item-facts.ts";
import type { NoResponseByRisk } from "./model.ts";

export interface RemovalRow {
  id: string;
  position: number;
  serverName: string;
  facts: ItemFacts;
  risk: "low" | "medium" | "high";
  decision: "undecided" | "keep" | "revoke" | "change";
  reason: string | null;
  attempts: number;
  nextAttemptAt: Date | null;
  outcomeDetail: string | null;
  /** When it ends by the change that was asked for; null for what is cut off. */
  endsAt: Date | null;
}

export type WhichRemovals = "to_end" | "failed" | "retrying";

/** Items in their frozen order from behind a position: what a close would end, what failed, or what is tried again. */
export async function loadRemovals(
  tx: Tx,
  campaignId: string,
  noResponse: NoResponseByRisk,
  page: { which: WhichRemovals; after: number; limit: number; now: Date },
): Promise<RemovalRow[]> {
  await askByIndex(tx);
  const ids = Prisma.join(
    removals(noResponse, page.now)[page.which].map(
      (which) => Prisma.sql`(select i.id, i.position ${ITEMS_WITH_CHANGE}
        where i.campaign_id = ${campaignId}::uuid and i.position > ${page.after} and ${which}
        order by i.position limit ${page.limit})`,
    ),
    " union all ",
  );
  return tx.$queryRaw<RemovalRow[]>`
    select i.id, i.position, i.server_name as "serverName", i.facts::json as facts, i.risk::text as risk, i.decision::text as decision,
      i.reason, i.attempts, i.next_attempt_at as "nextAttemptAt", i.outcome_detail as "outcomeDetail",
      changed_end(asked.change, asked.decided_at) as "endsAt"
    ${ITEMS_WITH_CHANGE}
    where i.id in (select found.id from (${ids}) found order by found.position limit ${page.limit})
    order by i.position`;
}

const ITEMS_WITH_CHANGE = Prisma.sql`
  from campaign_item i
  left join lateral (
    select i.change, i.decided_at where i.decision = 'change'
    union all
    select a.change, a.decided_at from standing_answer(i.organization_id, i.id) a
    where i.decision = 'undecided' and i.standing = 'change'
  ) asked on true`;

/** Conditions, one for each index that finds some: few to end among a million that are kept are not looked for one by one. */
function removals(noResponse: NoResponseByRisk, now: Date): Record<WhichRemovals, readonly Prisma.Sql[]> {
  const toEnd = Prisma.sql`i.outcome is null and ${isActedOn(noResponse)}
    and (${STANDS} <> 'change' or changed_end(asked.change, asked.decided_at) < ${now}::timestamptz + interval '7 days')`;
  return {
    to_end: ["revoke", "change", "undecided"].map(
      (decision) => Prisma.sql`i.decision = ${decision}::item_decision and ${toEnd}`,
    ),
    failed: [Prisma.sql`i.outcome = 'failed'`],
    retrying: [Prisma.sql`i.next_attempt_at is not null and i.outcome is null`],
  };
}

export interface KindCount {
  kind: ItemFacts["kind"];
  count: number;
}

/** Of what a close would end, how many of each kind. */
export async function loadRemovalKinds(
  tx: Tx,
  campaignId: string,
  noResponse: NoResponseByRisk,
): Promise<KindCount[]> {
  const risks = Object.entries(noResponse).flatMap(([risk, what]) => (what === "revoke" ? [risk] : []));
  const rows = await tx.$queryRaw<{ kind: ItemFacts["kind"]; count: bigint }[]>`
    select subject_kind::text as kind, sum(count)::bigint as count from campaign_tally
    where campaign_id = ${campaignId}::uuid and outcome = 'none'
      and (decision = 'revoke' or decision = 'undecided' and (standing = 'revoke'
        or standing = 'undecided' and risk::text = any (${risks}::text[])))
    group by subject_kind having sum(count) > 0 order by subject_kind`;
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }));
}

/** How far a close is: items that have come to something, and what they have come to. */
export async function loadCloseProgress(tx: Tx, campaignId: string) {
  const rows = await tx.campaignTally.groupBy({
    by: ["outcome"],
    where: { campaignId },
    _sum: { count: true },
  });
  const of = (outcome: string) => Number(rows.find((row) => row.outcome === outcome)?._sum.count ?? 0n);
  const [applied, failed, notNeeded, open] = [of("applied"), of("failed"), of("not_needed"), of("none")];
  return { applied, failed, notNeeded, open, total: applied + failed + notNeeded + open };
}
