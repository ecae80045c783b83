import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { insertAnswer } from "../answer-store.ts";
import { decideItemInput } from "../input.ts";
import { itemToDecide } from "../item-to-decide.ts";
import { decideItem as decide } from "../model.ts";
import { loadItem, lockCampaign, saveAnswer } from "../store.ts";

/**
 * The reviewer's answer for one item, or its undoing within ten seconds. `version` is the one that was on the screen:
 * the second of two tabs is told that the first has answered. The campaign cannot close meanwhile.
 */
export const decideItem = command({
  name: "decide-item",
  permission: "campaign-item:decide",
  input: decideItemInput,
  run: async ({ tx, actor, now }, { itemId, decision, reason, version }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people answer in a review.");
    const { campaignId } = await loadItem(tx, actor.organizationId, itemId);
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "share");
    const item = await loadItem(tx, actor.organizationId, itemId);
    const subject = { kind: "campaign_item", id: item.id, name: item.facts.name };
    const by = { userId: person.userId, reason: reason ?? null };
    const action = decision === "undecided" ? "undo" : decision;
    const verdict = decide(itemToDecide(item, campaign.state), action, by, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (version !== item.version) throw conflict("review item");
    const isUndone = verdict.next === "undecided";
    const answer = {
      decision: verdict.next,
      reason: isUndone || reason === undefined || reason === "" ? null : reason,
      decidedById: isUndone ? null : person.userId,
      decidedForId: null,
      decidedAt: isUndone ? null : now,
    };
    if (!(await saveAnswer(tx, actor.organizationId, item, answer))) throw conflict("review item");
    await insertAnswer(tx, actor.organizationId, {
      ...answer,
      id: newId(now),
      campaignId,
      itemId,
      stage: item.stage,
      decidedById: person.userId,
      decidedAt: now,
      shown: null,
    });
    return {
      result: { itemId, decision: verdict.next, version: item.version + 1 },
      events: [
        {
          type: "campaign.item_decided",
          subject,
          detail: {
            serverId: item.serverId,
            campaignId,
            subjectKind: item.subjectKind,
            subjectId: item.subjectId,
            decision: verdict.next,
            before: item.decision,
            reason: answer.reason,
          },
        },
      ],
    };
  },
});
