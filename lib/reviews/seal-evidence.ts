import type { Tx } from "#lib/kernel/db.ts";
import type { EvidenceItem } from "./evidence.ts";
import { evidenceHash, ItemChain } from "./evidence-hash.ts";
import { loadEvidenceCampaign, loadEvidenceItems } from "./evidence-store.ts";
import { canonicalText, sha256 } from "./seal.ts";
import type { CampaignRow } from "./store.ts";
import { addTo, noTotals, type Totals } from "./tally.ts";

/** The evidence of a review that closes at `closedAt`, as one hash. Reads its items a page at a time. */
export async function sealEvidence(
  tx: Tx,
  organizationId: string,
  campaign: CampaignRow,
  closedAt: Date,
): Promise<{ hash: string; totals: Totals }> {
  const stored = await loadEvidenceCampaign(tx, organizationId, campaign.id);
  const chain = new ItemChain();
  const totals = noTotals();
  let after = 0;
  for (;;) {
    const items = await loadEvidenceItems(tx, campaign.id, after, true);
    for (const item of items) {
      chain.add(sha256(canonicalText(item)));
      countItem(totals, item, campaign);
    }
    const last = items.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  const asClosed = { ...stored, closedAt: closedAt.toISOString() };
  return { hash: evidenceHash(asClosed, populationOf(campaign), chain.hex, totals), totals };
}

export function populationOf(campaign: CampaignRow) {
  return {
    format: campaign.populationFormat,
    query: campaign.population,
    count: campaign.populationCount ?? 0,
    hash: campaign.populationHash,
  };
}

export function countItem(
  totals: Totals,
  { decision, risk, outcome }: EvidenceItem,
  { definition }: Pick<CampaignRow, "definition">,
): void {
  const counted = decision === "no response" ? "undecided" : decision;
  addTo(totals, { decision: counted, risk, outcome }, definition.noResponse);
}
