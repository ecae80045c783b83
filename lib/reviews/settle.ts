import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { settlePage } from "./settle-store.ts";
import type { CampaignRow } from "./store.ts";

/** Items that one statement settles. */
const SETTLED_AT_ONCE = 20_000;

/**
 * Before a review closes: an item that waits to be answered anew, in a later stage or by a second reviewer, has again what was
 * answered before. Only what nobody answered at all is without a response. The answers themselves are on record.
 */
export async function settle({ tx }: CommandContext, campaign: CampaignRow): Promise<AuditableEvent[]> {
  let settled = 0;
  let after: number | null = 0;
  while (after !== null) {
    const page = await settlePage(tx, campaign.id, { after, limit: SETTLED_AT_ONCE });
    settled += page.settled;
    after = page.last;
  }
  if (settled === 0) return [];
  const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
  return [{ type: "campaign.settled", subject, detail: { campaignId: campaign.id, items: settled } }];
}
