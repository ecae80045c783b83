import { grantStatus } from "#lib/grants/model.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { JsonObject } from "#lib/kernel/events.ts";
import type { ReviewPace } from "#lib/policy/approval/review-terms.ts";
import { loadLiveThing, loadOpenFindings, loadUse } from "./item-detail-store.ts";
import { sinceFrozen } from "./since-frozen.ts";
import type { ItemRow } from "./store.ts";

/**
 * What was known at the moment of an answer beside the frozen facts, for the record: the same as the item's page shows, read
 * anew when the answer is given.
 */
export async function whatWasShown(tx: Tx, item: ItemRow, pace: ReviewPace, now: Date): Promise<JsonObject> {
  const { shown, count } = await loadOpenFindings(tx, item);
  const use = await loadUse(tx, item);
  const since = sinceFrozen(item.facts, await loadLiveThing(tx, item));
  return {
    findings: { count, gravest: shown.map(({ rule, severity }) => ({ rule, severity })) },
    grant:
      item.grant === null
        ? null
        : { state: grantStatus(item.grant, now), isCarriedOn: item.successor !== null },
    pace: { minimumSeconds: pace.minimumSeconds[item.risk], samplePercent: pace.samplePercent },
    since: since.map(({ what, before, after }) => ({ what, before, after })),
    use: use === null ? null : { count: use.count, lastUsedAt: use.lastUsedAt?.toISOString() ?? null },
  };
}
