import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { noInput } from "../input.ts";
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
    const events = someEvents([...byCampaign.values()].map(toEvent));
    const items = sampled.reduce((sum, one) => sum + one.items, 0);
    return events === null ? unchanged({ items }) : { result: { items }, events };
  },
});

function toEvent(ofOne: readonly Sampled[]): AuditableEvent {
  const campaignId = ofOne[0]?.campaignId ?? "";
  const reviewers = ofOne.map(({ reviewerId }) => reviewerId);
  return {
    type: "campaign.items_sampled",
    subject: { kind: "campaign", id: campaignId, name: ofOne[0]?.name ?? "" },
    detail: {
      campaignId,
      count: ofOne.reduce((sum, { items }) => sum + items, 0),
      reviewers: ofOne.map(({ reviewerId, items }) => ({ reviewerId, items })),
      notify: firstTold(reviewers),
      href: `/reviews/${campaignId}`,
    },
  };
}
