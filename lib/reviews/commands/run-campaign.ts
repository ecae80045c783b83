import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { editDraft } from "../edit-draft.ts";
import { campaignVersionInput } from "../input.ts";
import { loadCounts, startStaged, whyNotStarted } from "../start-staged.ts";

/**
 * Begins to ask: the first stage's reviewers see their items, and time runs.
 *
 * @throws AppError `refused` when it is not staged, or when nobody could answer for a part of it
 */
export const runCampaign = command({
  name: "run-campaign",
  permission: "campaign:manage",
  input: campaignVersionInput,
  run: async (context, input) => {
    const { tx, actor } = context;
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can start a review.");
    const staged = await editDraft(tx, actor.organizationId, input, "start");
    const counts = await loadCounts(context, staged);
    const reason = whyNotStarted(counts);
    if (reason !== null) throw refused(reason, { kind: "campaign", id: staged.id, name: staged.name });
    const started = await startStaged(context, staged, { counts, startedById: person.userId });
    const { id: campaignId, version } = staged;
    return {
      result: { campaignId, version: version + 1, reviewers: counts.length },
      events: started,
    };
  },
});
