import { addDays } from "date-fns";
import { loadGrantsForReview } from "#lib/grants/steps/load-grants.ts";
import type { ServerFacts } from "#lib/inventory/facts.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { type CommandContext, command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { assignReviewer } from "../assign-reviewer.ts";
import { freezePopulation, populationHash } from "../freeze-population.ts";
import { startCampaignInput } from "../input.ts";
import type { PopulationItem, PopulationQuery } from "../item-facts.ts";
import { ITEMS_MAX } from "../model.ts";
import { insertCampaign, insertItems, loadPeople, loadRequests } from "../store.ts";

/**
 * Starts a review of every grant of one server that is active or suspended now. The population is frozen with its
 * query and hash, and every item has a reviewer, or the review does not start.
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
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can start a review.");
    const server = await loadServer(tx, serverId === undefined ? { slug: slug ?? "" } : { id: serverId });
    const query = populationQuery(server, now);
    const items = await population(context, server);
    const reviewed = await withReviewers(context, server, items);
    const hash = populationHash(query, items);
    const id = newId(now);
    const title = name ?? `Review of ${server.name}`;
    const dueAt = addDays(now, dueInDays);
    await insertCampaign(tx, actor.organizationId, {
      id,
      serverId: server.id,
      name: title,
      purpose,
      state: "running",
      noResponse,
      population: query,
      populationHash: hash,
      startedById: person.userId,
      createdAt: now,
      startedAt: now,
      dueAt,
    });
    await insertItems(tx, actor.organizationId, id, reviewed);
    return {
      result: { campaignId: id, items: items.length, populationHash: hash },
      events: [
        {
          type: "campaign.started",
          subject: { kind: "campaign", id, name: title },
          detail: {
            serverId: server.id,
            campaignId: id,
            population: items.length,
            populationHash: hash,
            dueAt: dueAt.toISOString(),
            noResponse,
            reviewerIds: [...new Set(reviewed.map((item) => item.reviewerId))],
            notify: [...new Set(reviewed.map((item) => item.reviewerId))],
            href: `/reviews/${id}`,
          },
        },
      ],
    };
  },
});

function populationQuery(server: ServerFacts, now: Date): PopulationQuery {
  return {
    serverId: server.id,
    serverSlug: server.slug,
    serverName: server.name,
    grantStates: ["active", "suspended"],
    askedAt: now.toISOString(),
  };
}

async function population({ tx }: CommandContext, server: ServerFacts): Promise<PopulationItem[]> {
  const subject = { kind: "server", id: server.id, name: server.name };
  const grants = (await loadGrantsForReview(tx, server.id)).filter((grant) => grant.state !== "revoked");
  if (grants.length === 0) {
    throw refused(`${server.name} has no grants in force, so there is nothing to review.`, subject);
  }
  if (grants.length > ITEMS_MAX) {
    throw refused(
      `${server.name} has more than ${ITEMS_MAX} grants; one review holds at most that many.`,
      subject,
    );
  }
  const requests = await loadRequests(
    tx,
    grants.map((grant) => grant.requestId),
  );
  return freezePopulation(grants, requests);
}

async function withReviewers(
  { tx, now }: CommandContext,
  server: ServerFacts,
  items: readonly PopulationItem[],
) {
  const people = await loadPeople(tx, [server.ownerId, server.backupOwnerId]);
  const owner = people.get(server.ownerId ?? "") ?? null;
  const backupOwner = people.get(server.backupOwnerId ?? "") ?? null;
  return items.map((item) => {
    const { consumer } = item.facts;
    const assignment = assignReviewer({ serverName: server.name, owner, backupOwner, consumer });
    if (!assignment.ok) {
      throw refused(assignment.reason, { kind: "server", id: server.id, name: server.name });
    }
    return { id: newId(now), ...item, reviewerId: assignment.reviewerId };
  });
}
