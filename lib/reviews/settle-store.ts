import type { Tx } from "#lib/kernel/db.ts";

/**
 * Puts answers of before back where nobody answered anew, in a later stage or as a second reviewer, behind `after` and up to
 * `upTo`, of a review that closes. Only what nobody answered at all is without a response. Gives how many.
 */
export async function settleStanding(
  tx: Tx,
  campaignId: string,
  { after, upTo }: { after: number; upTo: number },
): Promise<number> {
  const [row] = await tx.$queryRaw<{ settled: number }[]>`
    select settle_campaign_items(${campaignId}::uuid, ${after}::int, ${upTo}::int) as settled`;
  return row?.settled ?? 0;
}
