import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";

interface Draft {
  id: string;
  serverId: string | null;
  definition: CampaignDefinition;
  createdById: string | null;
  cause: Prisma.InputJsonObject | null;
  createdAt: Date;
}

export async function insertDraft(tx: Tx, organizationId: string, { cause, ...draft }: Draft): Promise<void> {
  const { name, purpose } = draft.definition;
  const data = { organizationId, ...draft, name, purpose, state: "draft" as const };
  await tx.campaign.create({ data: cause === null ? data : { ...data, cause } });
}

export interface Frozen {
  count: number;
  /** SHA-256, in hexadecimal, of its items' facts hashes one behind the other; null when there are none. */
  itemsHash: string | null;
}

/**
 * Freezes what a draft asks about now, in one statement: see `stage_campaign_items` in the migrations. `serverIds` are
 * the servers that its filter finds, null for all.
 */
export async function stageItems(
  tx: Tx,
  campaignId: string,
  serverIds: readonly string[] | null,
  now: Date,
): Promise<Frozen> {
  const [row] = await tx.$queryRaw<{ count: bigint; hash: string | null }[]>`
    select count, hash from stage_campaign_items(${campaignId}::uuid, ${serverIds}::uuid[], ${now})`;
  return { count: Number(row?.count ?? 0n), itemsHash: row?.hash ?? null };
}

/** Items that nobody could answer for, at most 20, with what they are. */
export async function loadUnassigned(tx: Tx, campaignId: string) {
  return tx.campaignItem.findMany({
    where: { campaignId, reviewerId: null },
    orderBy: { position: "asc" },
    take: 20,
    select: { id: true, subjectKind: true, serverName: true, facts: true },
  });
}

/** Who reviews how many of it. */
export async function loadReviewerCounts(
  tx: Tx,
  campaignId: string,
): Promise<{ reviewerId: string; items: number }[]> {
  const rows = await tx.campaignTally.groupBy({
    by: ["reviewerId"],
    where: { campaignId, count: { gt: 0 } },
    _sum: { count: true },
  });
  return rows.map((row) => ({ reviewerId: row.reviewerId, items: Number(row._sum.count ?? 0n) }));
}
