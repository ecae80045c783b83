import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { noInput } from "../input.ts";
import { loadAnswering } from "../notice-store.ts";
import { type Sampled, sampleItems } from "../sample-store.ts";

/**
 * Asks second reviewers about what was answered faster than the policy finds plausible and drawn for it. They see the facts
 * and not the first answer; where theirs differs, it counts.
 */
export const sampleAnswers = command({
  name: "sample-answers",
  permission: "campaign:sample",
  input: noInput,
  run: async ({ tx, now }) => {
    const sampled = await sampleItems(tx, now);
    const byCampaign = Map.groupBy(sampled, ({ campaignId }) => campaignId);
    const events: AuditableEvent[] = [];
    for (const [campaignId, ofOne] of byCampaign) {
      const reviewers = ofOne.map(({ reviewerId }) => reviewerId);
      events.push(toEvent(ofOne, await loadAnswering(tx, campaignId, reviewers, now)));
    }
    const found = someEvents(events);
    const items = sampled.reduce((sum, one) => sum + one.items, 0);
    return found === null ? unchanged({ items }) : { result: { items }, events: found };
  },
});

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
