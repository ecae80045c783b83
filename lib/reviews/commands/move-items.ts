import { command, unchanged } from "#lib/kernel/command.ts";
import { lockFollowed } from "../follow-up-store.ts";
import { openedStage } from "../opened-stage.ts";
import { moveItemsInput } from "../stage-input.ts";
import { moveItems as movePage } from "../stage-store.ts";
import { ITEMS_AT_ONCE } from "../stages.ts";

/** Moves the next items to the stage that was opened; with the last of them its reviewers are told. */
export const moveItems = command({
  name: "move-items",
  permission: "campaign:follow-up",
  input: moveItemsInput,
  run: async ({ tx, actor, now }, { campaignId, after }) => {
    const review = await lockFollowed(tx, actor.organizationId, campaignId);
    const { state, stageEndsAt } = review;
    if (state !== "running" || review.coming === 0 || stageEndsAt === null) {
      return unchanged<{ last: number | null }>({ last: null });
    }
    const { moved, last } = await movePage(tx, campaignId, { after, limit: ITEMS_AT_ONCE });
    if (moved === 0) return unchanged<{ last: number | null }>({ last: null });
    const isLast = last === null || moved >= review.coming;
    const opened = isLast ? await openedStage(tx, { ...review, endsAt: stageEndsAt }, now) : [];
    return {
      result: { last: isLast ? null : last },
      events: [
        {
          type: "campaign.items_moved",
          subject: { kind: "campaign", id: campaignId, name: review.name },
          detail: { campaignId, stage: review.stage, items: moved },
        },
        ...opened,
      ],
    };
  },
});
