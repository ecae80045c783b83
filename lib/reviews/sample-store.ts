import type { Tx } from "#lib/kernel/db.ts";

/** Campaigns and stages that one round looks at. */
const ROUND_MAX = 50;

export interface Sampled {
  campaignId: string;
  name: string;
  /** Who looks again, and at how many. */
  reviewerId: string;
  items: number;
}

/**
 * Gives drawn answers that nobody can take back any more to second reviewers, in one review or in all that run: who got how
 * many, by campaign.
 */
export async function sampleItems(tx: Tx, now: Date, campaignId: string | null): Promise<Sampled[]> {
  const rows = await tx.$queryRaw<(Omit<Sampled, "items"> & { items: bigint })[]>`
    select s.campaign_id as "campaignId", c.name, s.reviewer_id as "reviewerId", sum(s.items)::bigint as items
    from sample_campaign_items(${now}, ${ROUND_MAX}::int, ${campaignId}::uuid) s
    join campaign c on c.id = s.campaign_id
    group by 1, 2, 3 order by 1, 3`;
  return rows.map((row) => ({ ...row, items: Number(row.items) }));
}
