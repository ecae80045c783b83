import { addDays } from "date-fns/addDays";
import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { JsonObject, SomeEvents } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { eventsOfServers } from "./about-servers.ts";
import { leftWithoutReviewer } from "./before-run.ts";
import { daysOf } from "./campaign-definition.ts";
import { loadAnswering } from "./notice-store.ts";
import { loadItemsPerReviewer, NOBODY } from "./staging-store.ts";
import { type CampaignRow, loadPeople, saveCampaign } from "./store.ts";

export interface ReviewerCount {
  reviewerId: string;
  items: number;
}

/** Why a staged review cannot start, in words; null when it can. `counts` says who reviews how many of it. */
export function whyNotStarted(counts: readonly ReviewerCount[]): string | null {
  const left = counts.find(({ reviewerId }) => reviewerId === NOBODY)?.items ?? 0;
  return left === 0 ? null : leftWithoutReviewer(left);
}

export async function loadCounts({ tx }: CommandContext, { id }: CampaignRow): Promise<ReviewerCount[]> {
  return loadItemsPerReviewer(tx, id);
}

/**
 * Begins to ask. `startedById` is null where Steward starts it; who defined it is said beside.
 *
 * @throws AppError `conflict` when somebody changed it since it was read
 */
export async function startStaged(
  { tx, actor, now }: CommandContext,
  staged: CampaignRow,
  { counts, startedById }: { counts: readonly ReviewerCount[]; startedById: string | null },
): Promise<SomeEvents> {
  const reviewers = counts.map(({ reviewerId }) => reviewerId).sort();
  const dueAt = addDays(now, daysOf(staged.definition));
  const stageEndsAt = addDays(now, staged.definition.stages[0]?.days ?? 1);
  const defined = startedById === null ? await authorOf(tx, staged) : {};
  const isSaved = await saveCampaign(tx, actor.organizationId, staged, {
    state: "running",
    startedById,
    startRefusal: null,
    startTriedAt: null,
    startedAt: now,
    dueAt,
    stageEndsAt,
  });
  if (!isSaved) throw conflict("review");
  // Only what runs waits for anybody.
  const answering = await loadAnswering(tx, staged.id, reviewers, now);
  return [
    {
      type: "campaign.started",
      subject: { kind: "campaign", id: staged.id, name: staged.name },
      detail: {
        campaignId: staged.id,
        ...defined,
        population: staged.populationCount,
        populationHash: staged.populationHash,
        dueAt: dueAt.toISOString(),
        noResponse: staged.definition.noResponse,
        reviewers: reviewers.length,
        reviewerIds: firstTold(reviewers),
        notify: firstTold(answering),
        href: `/reviews/${staged.id}`,
      },
    },
    ...(await eventsOfServers(tx, staged, "server.review_started")),
  ];
}

async function authorOf(tx: Tx, { createdById }: CampaignRow): Promise<JsonObject> {
  const author = (await loadPeople(tx, [createdById])).get(createdById ?? "");
  return author === undefined ? {} : { definedById: author.id, definedBy: author.name };
}
