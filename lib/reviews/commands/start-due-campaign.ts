import { command, unchanged } from "#lib/kernel/command.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { loadCounts, startStaged, whyNotStarted } from "../start-staged.ts";
import { lockCampaign } from "../store.ts";

/**
 * Starts a staged review on the day that its definition names, in the name of whoever defined it; the trail says that
 * Steward did. Running it again, or before that day, changes nothing.
 */
export const startDueCampaign = command({
  name: "start-due-campaign",
  permission: "campaign:stage",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const staged = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const { startsOn } = staged.definition;
    const isDue = startsOn !== null && startsOn <= now.toISOString().slice(0, 10);
    if (!isDue || staged.createdById === null || !decideCampaign(staged.state, "start").ok) {
      return unchanged({ isStarted: false });
    }
    const counts = await loadCounts(context, staged);
    if (whyNotStarted(counts) !== null) return unchanged({ isStarted: false });
    const started = await startStaged(context, staged, { counts, startedById: staged.createdById });
    return { result: { isStarted: true }, events: started };
  },
});
