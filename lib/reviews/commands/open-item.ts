import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { itemInput } from "../answer-input.ts";
import { insertOpening } from "../answer-store.ts";
import { itemToDecide } from "../item-to-decide.ts";
import { allowedOnItem } from "../model.ts";
import { loadCampaign, loadItem } from "../store.ts";
import { loadAnsweredBefore, loadReviewAbsences } from "../voice-store.ts";

/**
 * Says that whoever may answer for an item has it before them. The first time counts: what is of high risk is opened
 * before it is answered, and how long it was looked at is measured from here.
 */
export const openItem = command({
  name: "open-item",
  permission: "campaign-item:decide",
  input: itemInput,
  run: async ({ tx, actor, now }, input) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people answer in a review.");
    const { organizationId } = actor;
    const item = await loadItem(tx, organizationId, input);
    const itemId = item.id;
    const campaign = await loadCampaign(tx, organizationId, item.campaignId);
    const subject = { kind: "campaign_item", id: item.id, name: item.facts.name };
    const absences = await loadReviewAbsences(tx, [item.reviewerId]);
    const answeredBefore = await loadAnsweredBefore(tx, [item], absences);
    const { keep } = allowedOnItem(itemToDecide(item, { ...campaign, absences, answeredBefore }), actor, now);
    if (keep !== true) throw new AppError("refused", keep, { subject });
    const opening = { itemId, userId: person.userId, campaignId: campaign.id, openedAt: now };
    if (!(await insertOpening(tx, organizationId, opening))) return unchanged({ itemId });
    return {
      result: { itemId },
      events: [
        {
          type: "campaign.item_opened",
          subject,
          detail: { serverId: item.serverId, campaignId: campaign.id },
        },
      ],
    };
  },
});
