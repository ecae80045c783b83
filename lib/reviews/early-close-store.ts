import type { Tx } from "#lib/kernel/db.ts";
import type { EarlyClose, Skipped } from "./early-close.ts";
import type { CampaignRow } from "./store.ts";

/** What a close that begins now would skip; null where it skips nothing. */
export async function loadSkipped(
  tx: Tx,
  organizationId: string,
  campaignId: string,
  now: Date,
): Promise<Skipped | null> {
  const [row] = await tx.$queryRaw<{ skipped: Skipped | null }[]>`
    select campaign_skipped(${organizationId}::uuid, ${campaignId}::uuid, ${now}::timestamptz) as skipped`;
  return row?.skipped ?? null;
}

/** Why it was closed early, and what that skipped; null where it was not. */
export function earlyCloseOf({ earlyReason, skipped }: CampaignRow): EarlyClose | null {
  // Written by the database when it began to close, with exactly this shape.
  return earlyReason === null ? null : { reason: earlyReason, skipped: skipped as Skipped };
}
