import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { startReview } from "../start-review.ts";
import type { Step, World } from "../world.ts";

const NAME = "Year end: everything that Omar answers for";

/** A running review of every kind of thing on one owner's servers, of which he has answered the first few. */
export const reviewWork: readonly Step[] = [
  {
    daysAgo: 1.7,
    run: async (world) => {
      const serverIds = [...world.servers.values()]
        .filter(({ owner }) => owner === "omar")
        .map(({ id }) => id);
      const campaignId = await startReview(world, {
        name: NAME,
        purpose: "Before the budget for next year: what is still needed, and with which reach?",
        scope: { serverIds },
        subjects: ["server", "access", "credential", "scope", "tool"],
        stages: [
          { name: "Owners", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: 14 },
          {
            name: "Administrators",
            reviewers: [{ kind: "role", role: "admin" }],
            days: 7,
            takes: "high_risk",
          },
        ],
        noResponse: { low: "keep", medium: "keep", high: "revoke" },
      });
      world.walk.pause(90);
      await answerSome(world, campaignId);
    },
  },
];

const SAYS = {
  neededFor: "Sales and support look customers up with it every day.",
  roleIsRight: "yes",
  credentialHolder: "The platform team, in the secret manager.",
  pathIsCurrent: "yes",
} as const;

/** The first five, a minute and a half each: kept, but for one that is to end sooner. */
async function answerSome(world: World, campaignId: string): Promise<void> {
  const { omar } = world.who;
  const { items } = await listReviewItems(omar, { campaignId, whose: "mine", limit: 5 });
  let isFirstGrant = true;
  for (const { id: itemId, version, facts } of items) {
    await openItem(omar, { itemId });
    world.walk.pause(1.5);
    const isToEnd = isFirstGrant && facts.kind === "access";
    if (isToEnd) isFirstGrant = false;
    await decideItem(omar, {
      itemId,
      version,
      reason: isToEnd ? "The pilot ends next month." : "I looked at the calls of the last month.",
      ...(isToEnd ? { decision: "change" as const, change: { days: 7 } } : { decision: "keep" as const }),
      ...(facts.kind === "server" ? { answers: SAYS } : {}),
    });
  }
}
