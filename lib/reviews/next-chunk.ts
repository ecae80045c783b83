import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import {
  type ClosingItem,
  findChunkEnd,
  loadItemsToActOn,
  loadItemsToRetry,
  settleKept,
} from "./close-store.ts";
import { CLOSE_SPAN } from "./closing.ts";
import { settleStanding } from "./settle-store.ts";
import type { CampaignRow } from "./store.ts";

interface Chunk {
  upTo: number;
  kept: number;
  /** Answers of before that stand again. */
  settled: number;
  items: ClosingItem[];
}

/**
 * The next of a closing review behind where it is: puts back what was answered before, says of what stays that nothing needs
 * doing, and gives at most `limit` items to act on; at its end those that are to be tried again by now. Null when none are.
 */
export async function nextChunk(
  { tx, now }: CommandContext,
  campaign: CampaignRow,
  limit: number,
): Promise<Chunk | null> {
  const { id, closedUpTo: after, populationCount, definition } = campaign;
  const count = populationCount ?? 0;
  if (after < count) {
    const end = await findChunkEnd(tx, id, definition.noResponse, { after, span: CLOSE_SPAN, limit });
    const upTo = Math.min(end, count);
    const settled = await settleStanding(tx, id, { after, upTo });
    const kept = await settleKept(tx, id, definition.noResponse, { after, upTo, now });
    return { upTo, kept, settled, items: await loadItemsToActOn(tx, id, { after, upTo }) };
  }
  const items = await loadItemsToRetry(tx, id, { now, limit });
  return items.length === 0 ? null : { upTo: after, kept: 0, settled: 0, items };
}

/** That answers of before stand again, where some do. */
export function restored({ id, name }: CampaignRow, items: number): AuditableEvent[] {
  if (items === 0) return [];
  const subject = { kind: "campaign", id, name };
  return [{ type: "campaign.settled", subject, detail: { campaignId: id, items } }];
}
