import { loadGrantsForReview } from "#lib/grants/steps/load-grants.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { query } from "#lib/kernel/query.ts";
import { assignReviewer, type PossibleReviewer } from "../assign-reviewer.ts";
import { previewCampaignInput } from "../input.ts";
import { loadPeople } from "../store.ts";

/**
 * What a review of this server would hold if it started now: how many grants of each kind, who would answer for how
 * many, and what stands in its way, in words. Nothing is frozen yet.
 */
export const previewCampaign = query({
  name: "preview-campaign",
  permission: "campaign:manage",
  input: previewCampaignInput,
  run: async ({ tx }, { slug }) => {
    const server = await loadServer(tx, { slug });
    const grants = await loadGrantsForReview(tx, server.id);
    const people = await loadPeople(tx, [server.ownerId, server.backupOwnerId]);
    const owner = people.get(server.ownerId ?? "") ?? null;
    const backupOwner = people.get(server.backupOwnerId ?? "") ?? null;
    const counts = new Map<string, number>();
    const problems = new Set<string>();
    for (const { consumer } of grants) {
      const assignment = assignReviewer({ serverName: server.name, owner, backupOwner, consumer });
      if (assignment.ok) counts.set(assignment.reviewerId, (counts.get(assignment.reviewerId) ?? 0) + 1);
      else problems.add(assignment.reason);
    }
    if (grants.length === 0) {
      problems.add(`${server.name} has no grants in force, so there is nothing to review.`);
    }
    const countKind = (kind: string) => grants.filter((grant) => grant.kind === kind).length;
    return {
      server: { id: server.id, slug: server.slug, name: server.name, environment: server.environment },
      grants: {
        total: grants.length,
        tools: countKind("tool"),
        scopes: countKind("scope"),
        access: countKind("access"),
      },
      reviewers: [owner, backupOwner].flatMap((person) => toReviewer(person, counts)),
      problems: [...problems],
    };
  },
});

function toReviewer(person: PossibleReviewer | null, counts: ReadonlyMap<string, number>) {
  const items = person === null ? 0 : (counts.get(person.id) ?? 0);
  return person === null || items === 0 ? [] : [{ id: person.id, name: person.name, items }];
}
