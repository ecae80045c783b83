import { command, unchanged } from "#lib/kernel/command.ts";
import { readCause } from "../cause.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { loadCounts, startStaged, whyNotStarted } from "../start-staged.ts";
import { lockCampaign } from "../store.ts";
import { toTellOf } from "../whom-to-tell.ts";

/**
 * Starts a review that opened by itself and is to start so, once it is staged. Where something speaks against it, it
 * waits for a person, who is told. Running it again changes nothing.
 */
export const startByItself = command({
  name: "start-by-itself",
  permission: "campaign:open",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor } = context;
    const staged = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const isToStart = readCause(staged.cause)?.startsItself === true;
    if (!isToStart || !decideCampaign(staged.state, "start").ok) return unchanged({ isStarted: false });
    const counts = await loadCounts(context, staged);
    const reason = whyNotStarted(counts);
    if (reason === null) {
      const started = await startStaged(context, staged, { counts, startedById: null });
      return { result: { isStarted: true }, events: [started] };
    }
    return {
      result: { isStarted: false },
      events: [
        {
          type: "campaign.not_started",
          subject: { kind: "campaign", id: campaignId, name: staged.name },
          detail: { campaignId, reason, notify: await toTellOf(tx, staged), href: `/reviews/${campaignId}` },
        },
      ],
    };
  },
});
