import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { closeJob } from "../begin-close.ts";
import { acceptFailuresInput } from "../close-input.ts";
import { loadLeft, saveClosing } from "../closing-store.ts";
import { lockCampaign } from "../store.ts";

/**
 * Closes a review although something of it could not be carried out: that stays on record as failed, with who said so and
 * why. What failed is then for people to end elsewhere.
 *
 * @throws AppError `refused` when it is not closing, is still being carried out, or nothing failed
 */
export const acceptFailures = command({
  name: "accept-failures",
  permission: "campaign:manage",
  input: acceptFailuresInput,
  run: async ({ tx, actor, now }, { campaignId, reason }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person says so.");
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    if (campaign.state !== "closing") throw refused("Only a review that is closing is closed.", subject);
    const { open, failed } = await loadLeft(tx, campaignId);
    if (open > 0) throw refused("Its answers are still being carried out. Wait until that is done.", subject);
    if (failed === 0) throw refused("Nothing of it has failed.", subject);
    const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
      failuresAcceptedById: person.userId,
      failuresAcceptedAt: now,
      failuresReason: reason,
      closingProgressAt: now,
    });
    if (!isSaved) throw conflict("review");
    return {
      result: { campaignId, failed },
      events: [{ type: "campaign.failures_accepted", subject, detail: { campaignId, failed, reason } }],
      jobs: [closeJob(campaignId)],
    };
  },
});
