import type { Tx } from "#lib/kernel/db.ts";
import type { NoResponseByRisk } from "./model.ts";
import { addTo, noTotals, type Totals } from "./tally.ts";

/**
 * A review's totals as the database keeps them with every change of an item: the one source of every figure shown. While it
 * closes, what was answered before counts already where nobody answered anew: the worker puts it back on its way.
 */
export async function loadTotals(
  tx: Tx,
  campaignId: string,
  noResponse: NoResponseByRisk,
  { isClosing = false } = {},
): Promise<Totals> {
  const rows = await tx.campaignTally.groupBy({
    by: ["risk", "decision", "outcome", "standing"],
    where: { campaignId },
    _sum: { count: true },
  });
  const totals = noTotals();
  for (const { risk, decision: said, outcome, standing, _sum } of rows) {
    const decision = isClosing && said === "undecided" ? standing : said;
    const cameOut =
      outcome === "applied" || outcome === "failed" || outcome === "not_needed" ? outcome : null;
    addTo(totals, { risk, decision, outcome: cameOut }, noResponse, Number(_sum.count ?? 0n));
  }
  return totals;
}
