import type { Tx } from "#lib/kernel/db.ts";
import type { ReviewRisk, ReviewSubject } from "./campaign-definition.ts";
import { NOBODY } from "./staging-store.ts";

export interface ReviewerLoad {
  id: string;
  name: string;
  email: string;
  items: number;
  highRisk: number;
  lastSignedInAt: Date | null;
}

/** Who would review how much of a frozen population, most first, from the tally. */
export async function loadReviewerLoads(tx: Tx, campaignId: string, limit: number): Promise<ReviewerLoad[]> {
  return tx.$queryRaw<ReviewerLoad[]>`
    select u.id, u.name, u.email, u.last_signed_in_at as "lastSignedInAt", n.items, n."highRisk"
    from (
      select t.reviewer_id, sum(t.count)::int as items,
        coalesce(sum(t.count) filter (where t.risk = 'high'), 0)::int as "highRisk"
      from campaign_tally t where t.campaign_id = ${campaignId}::uuid and t.reviewer_id <> ${NOBODY}::uuid
      group by t.reviewer_id having sum(t.count) > 0
    ) n join users u on u.id = n.reviewer_id
    order by n.items desc, u.name, u.id limit ${limit}`;
}

export interface LoadTotals {
  reviewers: number;
  /** With more than `most` items. */
  withTooMany: number;
  /** Who never signed in, or not since then. */
  notSeen: number;
  unassigned: number;
}

export async function loadLoadTotals(
  tx: Tx,
  campaignId: string,
  { most, seenSince }: { most: number; seenSince: Date },
): Promise<LoadTotals> {
  const [row] = await tx.$queryRaw<LoadTotals[]>`
    select count(*) filter (where n.reviewer_id <> ${NOBODY}::uuid)::int as reviewers,
      count(*) filter (where n.reviewer_id <> ${NOBODY}::uuid and n.items > ${most})::int as "withTooMany",
      count(*) filter (where n.reviewer_id <> ${NOBODY}::uuid
        and coalesce(u.last_signed_in_at, '-infinity') < ${seenSince})::int as "notSeen",
      coalesce(sum(n.items) filter (where n.reviewer_id = ${NOBODY}::uuid), 0)::int as unassigned
    from (
      select t.reviewer_id, sum(t.count) as items from campaign_tally t
      where t.campaign_id = ${campaignId}::uuid group by t.reviewer_id having sum(t.count) > 0
    ) n left join users u on u.id = n.reviewer_id`;
  return row ?? { reviewers: 0, withTooMany: 0, notSeen: 0, unassigned: 0 };
}

/** How many items there are of each kind and risk. */
export async function loadBreakdown(
  tx: Tx,
  campaignId: string,
): Promise<{ kind: ReviewSubject; risk: ReviewRisk; items: number }[]> {
  const rows = await tx.campaignTally.groupBy({
    by: ["subjectKind", "risk"],
    where: { campaignId },
    _sum: { count: true },
  });
  return rows.map(({ subjectKind, risk, _sum }) => ({
    kind: subjectKind,
    risk,
    items: Number(_sum.count ?? 0n),
  }));
}

/** Why its population could not be gathered the last time that was asked; null when it was, or was not asked since. */
export async function loadStagingFailure(tx: Tx, campaignId: string): Promise<string | null> {
  const last = await tx.auditEvent.findFirst({
    where: { subjectId: campaignId, type: { startsWith: "campaign." } },
    orderBy: { sequence: "desc" },
    select: { type: true, detail: true },
  });
  if (last?.type !== "campaign.not_staged") return null;
  const { detail } = last;
  const reason = detail !== null && typeof detail === "object" && "reason" in detail ? detail.reason : null;
  return typeof reason === "string" ? reason : null;
}

/** How many rows its staging is expected to write; null where that was not counted. */
export async function loadStagingExpected(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<number | null> {
  const row = await tx.campaign.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { stagingExpected: true },
  });
  return row?.stagingExpected == null ? null : Number(row.stagingExpected);
}
