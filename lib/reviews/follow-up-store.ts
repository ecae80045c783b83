import { notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { type CampaignDefinition, campaignDefinition } from "./campaign-definition.ts";
import { loadStageCounts } from "./stage-store.ts";
import { lockCampaign } from "./store.ts";

/** A review as far as what happens to it by itself depends on it. */
export interface FollowedReview {
  id: string;
  name: string;
  state: CampaignState;
  version: number;
  definition: CampaignDefinition;
  stage: number;
  stageStartedAt: Date | null;
  stageEndsAt: Date | null;
  escalations: number;
  escalatedAt: Date | null;
  answeredToldStage: number;
  overdueToldAt: Date | null;
  createdById: string | null;
  waiting: number;
  coming: number;
}

const COLUMNS = {
  id: true,
  name: true,
  state: true,
  version: true,
  definition: true,
  stage: true,
  stageStartedAt: true,
  stageEndsAt: true,
  escalations: true,
  escalatedAt: true,
  answeredToldStage: true,
  overdueToldAt: true,
  createdById: true,
} as const;

/** Held, so that of two who follow it up one finds nothing to do. */
export async function lockFollowed(tx: Tx, organizationId: string, id: string): Promise<FollowedReview> {
  await lockCampaign(tx, organizationId, id, "update");
  return loadFollowedOne(tx, organizationId, id);
}

/** @throws AppError `not_found` */
export async function loadFollowedOne(tx: Tx, organizationId: string, id: string): Promise<FollowedReview> {
  const row = await tx.campaign.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: COLUMNS,
  });
  if (row === null) throw notFound("review");
  return withCounts(tx, row);
}

/** Running reviews behind an id, with how far each has come. */
export async function loadFollowed(
  tx: Tx,
  { after, limit }: { after: string | null; limit: number },
): Promise<FollowedReview[]> {
  const rows = await tx.campaign.findMany({
    where: { state: "running", ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take: limit,
    select: COLUMNS,
  });
  const followed: FollowedReview[] = [];
  for (const row of rows) followed.push(await withCounts(tx, row));
  return followed;
}

async function withCounts(
  tx: Tx,
  row: Omit<FollowedReview, "definition" | "waiting" | "coming"> & { definition: unknown },
): Promise<FollowedReview> {
  const counts = await loadStageCounts(tx, row.id);
  return { ...row, ...counts, definition: campaignDefinition.parse(row.definition) };
}

type Following = Partial<
  Pick<FollowedReview, "escalations" | "escalatedAt" | "answeredToldStage" | "overdueToldAt">
>;

/** The review is held, so nobody else has changed it. */
export async function saveFollowing(
  tx: Tx,
  organizationId: string,
  id: string,
  following: Following,
): Promise<void> {
  await tx.campaign.update({ where: { organizationId_id: { organizationId, id } }, data: following });
}
