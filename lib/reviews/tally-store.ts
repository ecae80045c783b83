import type { Tx } from "#lib/kernel/db.ts";
import type { NoResponseByRisk } from "./model.ts";
import { addTo, noTotals, type Totals } from "./tally.ts";

/** A review's totals as the database keeps them with every change of an item: the one source of every figure shown. */
export async function loadTotals(tx: Tx, campaignId: string, noResponse: NoResponseByRisk): Promise<Totals> {
  const rows = await tx.campaignTally.groupBy({
    by: ["risk", "decision", "outcome"],
    where: { campaignId },
    _sum: { count: true },
  });
  const totals = noTotals();
  for (const { risk, decision, outcome, _sum } of rows) {
    const cameOut =
      outcome === "applied" || outcome === "failed" || outcome === "not_needed" ? outcome : null;
    addTo(totals, { risk, decision, outcome: cameOut }, noResponse, Number(_sum.count ?? 0n));
  }
  return totals;
}
