import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { ItemDecision } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk } from "./campaign-definition.ts";
import type { ReportPart } from "./evidence-input.ts";
import { parseFacts } from "./item-facts.ts";
import type { NoResponseByRisk } from "./model.ts";

/** Items that are read at once. */
const REPORT_PAGE = 250;

export type ReportItem = Awaited<ReturnType<typeof loadReportItems>>[number];

/** The next items of one part of the report, in their frozen order. */
export async function loadReportItems(
  tx: Tx,
  { id, noResponse }: { id: string; noResponse: NoResponseByRisk },
  part: ReportPart,
  after: number,
) {
  const rows = await tx.campaignItem.findMany({
    where: { campaignId: id, position: { gt: after }, ...conditionsOf(part, noResponse) },
    orderBy: { position: "asc" },
    take: REPORT_PAGE,
    select: {
      position: true,
      subjectKind: true,
      serverName: true,
      risk: true,
      facts: true,
      reviewerId: true,
      decision: true,
      reason: true,
      change: true,
      decidedById: true,
      decidedForId: true,
      decidedAt: true,
      outcome: true,
      outcomeDetail: true,
    },
  });
  return rows.map((row) => ({ ...row, facts: parseFacts(row.facts) }));
}

function conditionsOf(part: ReportPart, noResponse: NoResponseByRisk): Prisma.CampaignItemWhereInput {
  const ending = (["low", "medium", "high"] as const).filter((risk) => noResponse[risk] === "revoke");
  const removed = [{ decision: "revoke" as const }, { decision: "undecided" as const, risk: { in: ending } }];
  switch (part) {
    case "all":
      return {};
    case "failed":
      return { outcome: "failed" };
    case "unanswered":
      return { decision: "undecided" };
    case "removed":
      return { OR: removed, outcome: "applied" };
    case "changed":
      return { decision: "change" };
    case "kept_high":
      return { decision: "keep", risk: "high" };
  }
}

export interface ReviewerFigures {
  reviewerId: string;
  items: number;
  unanswered: number;
}

/** Who was asked for how many, the most first; those behind `limit` are left out. */
export async function loadReviewerFigures(
  tx: Tx,
  campaignId: string,
  limit: number,
): Promise<ReviewerFigures[]> {
  return tx.$queryRaw<ReviewerFigures[]>`
    select reviewer_id as "reviewerId", sum(count)::int as items,
      coalesce(sum(count) filter (where decision = 'undecided'), 0)::int as unanswered
    from campaign_tally where campaign_id = ${campaignId}::uuid
    group by reviewer_id having sum(count) > 0 order by 2 desc, 1 limit ${limit}`;
}

export interface RiskFigures {
  risk: ReviewRisk;
  decision: ItemDecision;
  items: number;
}

export async function loadRiskFigures(tx: Tx, campaignId: string): Promise<RiskFigures[]> {
  return tx.$queryRaw<RiskFigures[]>`
    select risk::text as risk, decision::text as decision, sum(count)::int as items
    from campaign_tally where campaign_id = ${campaignId}::uuid group by 1, 2 having sum(count) > 0`;
}
