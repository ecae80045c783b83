import type { Tx } from "#lib/kernel/db.ts";
import { EVIDENCE_FORMAT, type EvidenceItem } from "./evidence.ts";
import { EvidenceChain, evidenceHash } from "./evidence-hash.ts";
import { itemPages, recordPages } from "./evidence-pages.ts";
import { loadEvidenceRecords } from "./evidence-record-store.ts";
import { loadEvidenceCampaign, loadEvidenceItems } from "./evidence-store.ts";
import { canonicalText, sha256 } from "./seal.ts";
import type { CampaignRow } from "./store.ts";
import { addTo, noTotals, type Totals } from "./tally.ts";

/** The evidence of a review that closes at `closedAt`, as one hash. Reads its items and records a page at a time. */
export async function sealEvidence(
  tx: Tx,
  organizationId: string,
  campaign: CampaignRow,
  closedAt: Date,
): Promise<{ hash: string; totals: Totals }> {
  const stored = await loadEvidenceCampaign(tx, organizationId, campaign.id, EVIDENCE_FORMAT);
  const told = { isOver: true, format: EVIDENCE_FORMAT } as const;
  const items = new EvidenceChain();
  const totals = noTotals();
  for await (const page of itemPages((after) => loadEvidenceItems(tx, campaign.id, after, told))) {
    for (const item of page) {
      items.add(sha256(canonicalText(item)));
      countItem(totals, item, campaign);
    }
  }
  const records = new EvidenceChain();
  for await (const page of recordPages((after) => loadEvidenceRecords(tx, campaign.id, after))) {
    for (const record of page) records.add(sha256(canonicalText(record)));
  }
  const hash = evidenceHash(EVIDENCE_FORMAT, {
    campaign: { ...stored, closedAt: closedAt.toISOString() },
    population: populationOf(campaign),
    items: items.hex,
    records: records.hex,
    totals,
  });
  return { hash, totals };
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
