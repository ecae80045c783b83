import { type CommandContext, command, unchanged } from "#lib/kernel/command.ts";
import { hasTooMany, ITEMS_A_DAY } from "../before-run.ts";
import { readCause } from "../cause.ts";
import { findDefinitionProblems } from "../find-definition-problems.ts";
import { campaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { loadCounts, type ReviewerCount, startStaged, whyNotStarted } from "../start-staged.ts";
import { type CampaignRow, lockCampaign } from "../store.ts";
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
    const reason = whyNotStarted(counts) ?? (await whyItWaits(context, staged, counts));
    if (reason === null) {
      const started = await startStaged(context, staged, { counts, startedById: null });
      return { result: { isStarted: true }, events: started };
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

/**
 * What a person would look at before starting it. What happened is asked about without delay; a schedule's review can
 * wait until somebody has put right what changed since it was defined.
 */
async function whyItWaits(
  { tx }: CommandContext,
  { cause, definition }: CampaignRow,
  counts: readonly ReviewerCount[],
): Promise<string | null> {
  if (readCause(cause)?.kind !== "schedule") return null;
  const [problem] = await findDefinitionProblems(tx, definition);
  if (problem !== undefined) return problem.reason;
  const days = definition.stages[0]?.days ?? 1;
  const busy = counts.filter(({ items }) => hasTooMany(items, days)).length;
  if (busy === 0) return null;
  const who = busy === 1 ? "One reviewer has" : `${busy} reviewers have`;
  return `${who} more than ${ITEMS_A_DAY} items a day. Start it all the same, or take it back for editing.`;
}
