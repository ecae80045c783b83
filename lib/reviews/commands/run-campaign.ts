import { addDays } from "date-fns";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { daysOf } from "../campaign-definition.ts";
import { editDraft } from "../edit-draft.ts";
import { campaignVersionInput } from "../input.ts";
import { loadReviewerCounts, NOBODY } from "../staging-store.ts";
import { saveCampaign } from "../store.ts";

/**
 * Begins to ask: the first stage's reviewers see their items, and time runs.
 *
 * @throws AppError `refused` when it is not staged, or when nobody could answer for a part of it
 */
export const runCampaign = command({
  name: "run-campaign",
  permission: "campaign:manage",
  input: campaignVersionInput,
  run: async ({ tx, actor, now }, input) => {
    const { organizationId } = actor;
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can start a review.");
    const staged = await editDraft(tx, organizationId, input, "start");
    const subject = { kind: "campaign", id: staged.id, name: staged.name };
    const counts = await loadReviewerCounts(tx, staged.id);
    const left = counts.find(({ reviewerId }) => reviewerId === NOBODY)?.items ?? 0;
    if (left > 0) {
      throw refused(
        `Nobody could answer for ${left} of its items. Take it back for editing and name a fallback who can.`,
        subject,
      );
    }
    const reviewers = counts.map(({ reviewerId }) => reviewerId).sort();
    const dueAt = addDays(now, daysOf(staged.definition));
    const stageEndsAt = addDays(now, staged.definition.stages[0]?.days ?? 1);
    const isSaved = await saveCampaign(tx, organizationId, staged, {
      state: "running",
      startedById: person.userId,
      startedAt: now,
      dueAt,
      stageEndsAt,
    });
    if (!isSaved) throw conflict("review");
    return {
      result: { campaignId: staged.id, version: staged.version + 1, reviewers: reviewers.length },
      events: [
        {
          type: "campaign.started",
          subject,
          detail: {
            campaignId: staged.id,
            population: staged.populationCount,
            populationHash: staged.populationHash,
            dueAt: dueAt.toISOString(),
            noResponse: staged.definition.noResponse,
            reviewers: reviewers.length,
            reviewerIds: firstTold(reviewers),
            notify: firstTold(reviewers),
            href: `/reviews/${staged.id}`,
          },
        },
      ],
    };
  },
});
