import { command, unchanged } from "#lib/kernel/command.ts";
import { ESCALATE_TASK, isEscalationDue } from "../follow-up.ts";
import { lockFollowed, saveFollowing } from "../follow-up-store.ts";
import { passedOn } from "../passed-on.ts";
import { passItemsOn } from "../seat-store.ts";
import { escalateItemsInput } from "../stage-input.ts";
import { ITEMS_AT_ONCE } from "../stages.ts";

/**
 * Time is up, and something waits: it goes to the backup owner, the next time to the owner's manager, then to an
 * administrator. Behind a position it goes on with a round that has begun.
 */
export const escalateItems = command({
  name: "escalate-items",
  permission: "campaign:follow-up",
  input: escalateItemsInput,
  run: async ({ tx, actor, now }, { campaignId, after }) => {
    const review = await lockFollowed(tx, actor.organizationId, campaignId);
    const nothing = unchanged<{ last: number | null }>({ last: null });
    const isFirst = after === 0;
    if (isFirst ? !isEscalationDue(review, now) : review.state !== "running") return nothing;
    const round = isFirst ? review.escalations + 1 : review.escalations;
    if (isFirst) {
      await saveFollowing(tx, actor.organizationId, campaignId, { escalations: round, escalatedAt: now });
    }
    const from = { kind: "overdue" as const, fromId: null };
    const { passed, last } = await passItemsOn(tx, campaignId, from, now, { after, limit: ITEMS_AT_ONCE });
    const told = await passedOn(tx, review, "overdue", passed, now);
    if (!isFirst && told.length === 0) return unchanged({ last });
    return {
      result: { last },
      events: [
        {
          type: "campaign.escalated",
          subject: { kind: "campaign", id: campaignId, name: review.name },
          detail: {
            campaignId,
            round,
            waiting: review.waiting,
            items: passed.reduce((sum, one) => sum + one.items, 0),
          },
        },
        ...told,
      ],
      jobs:
        isFirst && last !== null
          ? [
              {
                task: ESCALATE_TASK,
                payload: { campaignId, after: last },
                key: `${ESCALATE_TASK} ${campaignId}`,
              },
            ]
          : [],
    };
  },
});
