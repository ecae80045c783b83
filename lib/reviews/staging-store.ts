import { conflict } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { Prisma } from "#lib/kernel/generated/client.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import type { StagingSummary } from "./staging.ts";
import type { CampaignRow } from "./store.ts";

interface Draft {
  id: string;
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
  summary: StagingSummary;
}

/**
 * Freezes what a draft asks about now, in one statement: see `stage_campaign_items` in the migrations. `serverIds` are
 * the servers that its filter finds, null for all. A server's facts are stale when it was last looked at before
 * `staleBefore`, or never.
 */
export async function stageItems(
  tx: Tx,
  campaignId: string,
  serverIds: readonly string[] | null,
  { now, staleBefore }: { now: Date; staleBefore: Date },
): Promise<Frozen> {
  const [row] = await tx.$queryRaw<{ count: bigint; hash: string | null; summary: StagingSummary }[]>`
    select count, hash, summary
    from stage_campaign_items(${campaignId}::uuid, ${serverIds}::uuid[], ${now}, ${staleBefore})`;
  if (row === undefined) throw new Error("what was frozen is told in one row");
  return { count: Number(row.count), itemsHash: row.hash, summary: row.summary };
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
export async function loadItemsPerReviewer(
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

/** Stands in the tally for items that nobody reviews. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export async function unstageItems(tx: Tx, campaignId: string): Promise<void> {
  await tx.$queryRaw`select unstage_campaign_items(${campaignId}::uuid)::text`;
}

/** How many rows were ever written by staging, to 64 or so, as of now: seen while another transaction writes them. */
export async function loadStagingCounter(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    select case when is_called then last_value else 0 end as count from campaign_staging_rows`;
  return Number(row?.count ?? 0n);
}

type Held = Pick<CampaignRow, "id" | "version" | "state">;

/** @throws AppError `conflict` when somebody changed the campaign since it was read */
export async function saveStagingAsked(
  tx: Tx,
  organizationId: string,
  campaign: Held,
  asked: { stagingAskedAt: Date | null; stagingFrom: number | null; stagingExpected: number | null },
): Promise<void> {
  await save(tx, organizationId, campaign, asked);
}

/** @throws AppError `conflict` when somebody changed the campaign since it was read */
export async function saveDefinition(
  tx: Tx,
  organizationId: string,
  campaign: Held,
  { definition, changedByIds }: Pick<CampaignRow, "definition" | "changedByIds">,
): Promise<void> {
  await save(tx, organizationId, campaign, {
    definition,
    changedByIds,
    name: definition.name,
    purpose: definition.purpose,
  });
}

async function save(
  tx: Tx,
  organizationId: string,
  { id, version, state }: Held,
  data: Prisma.CampaignUpdateManyMutationInput,
): Promise<void> {
  const { count } = await tx.campaign.updateMany({
    where: { organizationId, id, version, state },
    data: { ...data, version: version + 1 },
  });
  if (count !== 1) throw conflict("review");
}

/** Drafts whose population was to be gathered before then, and is not: their worker was stopped or gave up. */
export async function loadStalledStagings(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.campaign.findMany({
    where: { state: "draft", stagingAskedAt: { lt: before } },
    orderBy: { stagingAskedAt: "asc" },
    take: 20,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
