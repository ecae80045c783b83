import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { loadAnswering } from "./notice-store.ts";
import { type Sampled, sampleItems } from "./sample-store.ts";

/**
 * Asks second reviewers about what was answered faster than the policy finds plausible and drawn for it, in one review or in
 * all that run. They see the facts and not the first answer; where theirs differs, it counts.
 */
export async function drawSecondLooks(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  campaignId: string | null,
): Promise<AuditableEvent[]> {
  const events: AuditableEvent[] = [];
  const byCampaign = Map.groupBy(await sampleItems(tx, now, campaignId), (one) => one.campaignId);
  for (const [id, ofOne] of byCampaign) {
    const reviewers = ofOne.map(({ reviewerId }) => reviewerId);
    events.push(toEvent(ofOne, await loadAnswering(tx, id, reviewers, now)));
  }
  return events;
}

function toEvent(ofOne: readonly Sampled[], told: readonly string[]): AuditableEvent {
  const campaignId = ofOne[0]?.campaignId ?? "";
  return {
    type: "campaign.items_sampled",
    subject: { kind: "campaign", id: campaignId, name: ofOne[0]?.name ?? "" },
    detail: {
      campaignId,
      count: ofOne.reduce((sum, { items }) => sum + items, 0),
      reviewers: ofOne.map(({ reviewerId, items }) => ({ reviewerId, items })),
      notify: firstTold(told),
      href: `/reviews/${campaignId}`,
    },
  };
}
