import type { Tx } from "#lib/kernel/db.ts";

export interface SettledPage {
  settled: number;
  /** The position that the next page begins behind; null when this was the last. */
  last: number | null;
}

/** Puts answers of before back where nobody answered anew: at most `limit` items behind a position. */
export async function settlePage(
  tx: Tx,
  campaignId: string,
  { after, limit }: { after: number; limit: number },
): Promise<SettledPage> {
  const [row] = await tx.$queryRaw<SettledPage[]>`
    select settled, last from settle_campaign_items(${campaignId}::uuid, ${after}::int, ${limit}::int)`;
  if (row === undefined) throw new Error("a settled page is one row");
  return row;
}
