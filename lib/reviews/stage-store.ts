import type { Tx } from "#lib/kernel/db.ts";
import type { ReviewStage } from "./campaign-definition.ts";
import type { CampaignRow } from "./store.ts";

export interface StageCounts {
  /** Items that wait for an answer in the open stage. */
  waiting: number;
  /** Items that are still to come to it. */
  coming: number;
}

/** From the tally: nothing counts a million items. */
export async function loadStageCounts(tx: Tx, campaignId: string): Promise<StageCounts> {
  const [row] = await tx.$queryRaw<StageCounts[]>`
    select (select coalesce(sum(w.count), 0)::int from waiting_count w where w.campaign_id = ${campaignId}::uuid) as waiting,
      coalesce(sum(t.count) filter (where t.stage < c.stage and t.outcome = 'none'
        and stage_takes(c.definition #>> array['stages', (c.stage - 1)::text, 'takes'], t.decision, t.risk)), 0)::int as coming
    from campaign c
    join campaign_tally t on t.organization_id = c.organization_id and t.campaign_id = c.id
    where c.id = ${campaignId}::uuid`;
  return row ?? { waiting: 0, coming: 0 };
}

/** How a stage stands: of its items, how many are answered, and how many nobody answered that have not ended either. */
export async function loadStageResult(
  tx: Tx,
  campaignId: string,
  stage: number,
): Promise<{ answered: number; unanswered: number }> {
  const [row] = await tx.$queryRaw<{ answered: number; unanswered: number }[]>`
    select coalesce(sum(t.count) filter (where t.decision <> 'undecided'), 0)::int as answered,
      coalesce(sum(t.count) filter (where t.decision = 'undecided' and t.outcome = 'none'), 0)::int as unanswered
    from campaign_tally t where t.campaign_id = ${campaignId}::uuid and t.stage = ${stage}`;
  return row ?? { answered: 0, unanswered: 0 };
}

export interface OpenedStage {
  stage: number;
  endsAt: Date;
  dueAt: Date;
}

/** False when somebody changed the campaign since it was read. */
export async function saveStage(
  tx: Tx,
  organizationId: string,
  { id, version, state }: Pick<CampaignRow, "id" | "version" | "state">,
  { stage, endsAt, dueAt }: OpenedStage,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.campaign.updateMany({
    where: { organizationId, id, version, state },
    data: { stage, stageEndsAt: endsAt, dueAt, stageStartedAt: now, version: version + 1 },
  });
  return count === 1;
}

export interface MovedPage {
  moved: number;
  /** The position that the next page begins behind; null when this was the last. */
  last: number | null;
}

/** Items that come to the open stage: at most `limit` behind a position. */
export async function moveItems(
  tx: Tx,
  campaignId: string,
  { after, limit }: { after: number; limit: number },
): Promise<MovedPage> {
  const [row] = await tx.$queryRaw<MovedPage[]>`
    select moved, last from advance_campaign_items(${campaignId}::uuid, ${after}::int, ${limit}::int)`;
  if (row === undefined) throw new Error("a moved page is one row");
  return row;
}

/** Who reviews in a stage, and when it ends, for those who are told. */
export function stageName(stages: readonly Pick<ReviewStage, "name">[], stage: number): string {
  return stages[stage - 1]?.name ?? `Stage ${stage}`;
}
