import { listMatchingServers } from "../../inventory/steps/list-matching-servers.ts";
import { type Plan, planChanges } from "../../inventory/steps/plan-changes.ts";
import { query } from "../../kernel/query.ts";
import { loadAskedNames } from "../asked-names.ts";
import { asksToType, countSelected } from "../brake.ts";
import { CHOSEN_MAX, previewBulkChangeInput } from "../input.ts";
import { titleOf, toWanted } from "../wanted.ts";

/** Reasons shown, most frequent first. */
const REASONS_MAX = 10;

/**
 * What a bulk change would do, by the very rules that will decide it. Up to a thousand servers are looked at one by
 * one (`examinedCount`); `totalCount` is how many there are, more than that when `isEstimate`. `title` says what is
 * asked, as it will be listed.
 *
 * @throws AppError `invalid` when who or what was chosen is gone
 */
export const previewBulkChange = query({
  name: "preview-bulk-change",
  permission: "bulk-change:ask",
  input: previewBulkChangeInput,
  run: async ({ tx, actor, now }, { change, selection }) => {
    const nameOf = await loadAskedNames(tx, change);
    const selected = await countSelected(tx, selection, now);
    const ids =
      selection.kind === "ids"
        ? selection.ids
        : await listMatchingServers(tx, selection.filter, { after: null, limit: CHOSEN_MAX }, now);
    const wanted = toWanted(change);
    const plans = await planChanges(
      { tx, actor, now },
      ids.map((serverId) => ({ serverId, wanted })),
    );
    const of = (outcome: Plan["outcome"]) => plans.filter((plan) => plan.outcome === outcome).length;
    return {
      title: titleOf(change, nameOf),
      totalCount: selected.count,
      isEstimate: selected.isEstimate,
      examinedCount: plans.length,
      changedCount: of("changed"),
      unchangedCount: of("unchanged"),
      refusedCount: of("refused"),
      reviewedSoonerCount: change.action === "set_next_review" ? 0 : plans.filter(isReviewedSooner).length,
      reasons: reasonsOf(plans),
      asksToType: await asksToType(tx, actor.organizationId, selected),
    };
  },
});

export type BulkPreview = Awaited<ReturnType<typeof previewBulkChange>>;

/** A stricter environment or criticality pulls the day of the next review in. */
function isReviewedSooner(plan: Plan): boolean {
  return plan.outcome === "changed" && plan.after.nextReviewOn !== undefined;
}

function reasonsOf(plans: readonly Plan[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const plan of plans) {
    if (plan.outcome === "refused") counts.set(plan.reason, (counts.get(plan.reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, REASONS_MAX);
}
