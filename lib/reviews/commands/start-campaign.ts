import { addDays } from "date-fns";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { campaignDefinition } from "../campaign-definition.ts";
import { freezePopulation } from "../freeze.ts";
import { startCampaignInput } from "../input.ts";
import { ITEMS_MAX } from "../model.ts";
import { insertDraft, loadItemsPerReviewer, loadUnassigned } from "../staging-store.ts";
import { loadCampaign, saveCampaign } from "../store.ts";

/**
 * Starts a review of every grant of one server that is in force now, in one step: drafted, staged and run at once. The
 * population is frozen with its query and hash, and every item has a reviewer, or the review does not start.
 *
 * @throws AppError `refused` when there is nothing to review, too much, or nobody to answer; `conflict` when a review
 *   of the server is open already
 */
export const startCampaign = command({
  name: "start-campaign",
  permission: "campaign:manage",
  input: startCampaignInput,
  run: async (context, { serverId, slug, name, purpose, dueInDays, noResponse }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can start a review.");
    const server = await loadServer(tx, serverId === undefined ? { slug: slug ?? "" } : { id: serverId });
    const definition = campaignDefinition.parse({
      format: 1,
      name: name ?? `Review of ${server.name}`,
      purpose,
      scope: { serverIds: [server.id] },
      subjects: ["access", "scope", "tool"],
      stages: [{ name: "Owner", reviewers: [{ kind: "owner" }, { kind: "backup_owner" }], days: dueInDays }],
      fallback: { kind: "role", role: "admin" },
      noResponse: { low: noResponse, medium: noResponse, high: noResponse },
    });
    const id = newId(now);
    await insertDraft(tx, organizationId, {
      id,
      serverId: server.id,
      definition,
      createdById: person.userId,
      cause: null,
      createdAt: now,
    });
    const population = await freezePopulation(context, { id, definition }, [server.id]);
    const subject = { kind: "campaign", id, name: definition.name };
    if (population.count > ITEMS_MAX) {
      throw refused(
        `${server.name} has more than ${ITEMS_MAX} grants; one review holds at most that many.`,
        subject,
      );
    }
    if ((await loadUnassigned(tx, id)).length > 0) {
      throw refused(
        "Nobody could answer for a part of it, so it does not start. Name an owner first.",
        subject,
      );
    }
    const reviewers = (await loadItemsPerReviewer(tx, id)).map(({ reviewerId }) => reviewerId).sort();
    const dueAt = addDays(now, dueInDays);
    const draft = await loadCampaign(tx, organizationId, id);
    const isSaved = await saveCampaign(tx, organizationId, draft, {
      state: "running",
      population: population.query,
      populationHash: population.hash,
      populationCount: population.count,
      stagedAt: now,
      startedById: person.userId,
      startedAt: now,
      dueAt,
      stageEndsAt: dueAt,
    });
    if (!isSaved) throw conflict("review");
    return {
      result: { campaignId: id, items: population.count, populationHash: population.hash },
      events: [
        {
          type: "campaign.started",
          subject,
          detail: {
            serverId: server.id,
            campaignId: id,
            population: population.count,
            populationHash: population.hash,
            dueAt: dueAt.toISOString(),
            noResponse: definition.noResponse,
            reviewerIds: reviewers,
            notify: reviewers,
            href: `/reviews/${id}`,
          },
        },
      ],
    };
  },
});
