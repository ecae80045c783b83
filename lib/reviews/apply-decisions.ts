import { revokeGrant } from "#lib/grants/steps/revoke-grant.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { isRemoval } from "./model.ts";
import { type CampaignRow, type ItemResult, type ItemRow, loadItems } from "./store.ts";
import { stands } from "./tally.ts";

export interface Applied {
  results: ItemResult[];
  events: AuditableEvent[];
}

/** A thing is renewed only so often while a review closes; more than this is somebody's loop. */
const ROUNDS = 5;

/**
 * Ends the grants that a closing review removes, or what stands in their place since they were carried on or replaced:
 * an answer is about the thing and not about one approval of it. Then looks again whether they have ended: `applied` is what was
 * verified, not what was tried. Every other item is told what became of it too.
 *
 * A lost race stops the whole close, which rolls back and can be tried again: a part of it is written by then, and
 * its events are not.
 *
 * @throws AppError `conflict` when a grant or its tool is changed at the same moment
 */
export async function applyDecisions(
  context: CommandContext,
  campaign: CampaignRow,
  items: readonly ItemRow[],
): Promise<Applied> {
  const events: AuditableEvent[] = [];
  const removed = new Map<string, string[]>();
  let after = items;
  for (let round = 0; round < ROUNDS; round += 1) {
    const standing = after.filter((item) => stands(item) && isRemoval(item, campaign.definition.noResponse));
    if (standing.length === 0) break;
    for (const item of standing) {
      const grantId = item.successor?.id ?? item.subjectId;
      events.push(
        ...(await revokeGrant(context, { grantId, reason: removalReason(campaign, item), origin: "review" })),
      );
      removed.set(item.id, [...(removed.get(item.id) ?? []), grantId]);
    }
    // What was carried on while this waited for its row stands under another id now.
    after = await loadItems(context.tx, campaign.id);
  }
  const looked = new Map(after.map((item) => [item.id, item]));
  const results = items.map((item) => resultOf(campaign, item, looked.get(item.id) ?? item));
  const told = items.flatMap((item, index) => {
    const result = results[index];
    return result === undefined || !isRemoval(item, campaign.definition.noResponse)
      ? []
      : [appliedEvent(campaign, item, result, removed.get(item.id) ?? [])];
  });
  return { results, events: [...events, ...told] };
}

function removalReason(campaign: CampaignRow, item: ItemRow): string {
  if (item.decision === "undecided") return `No response in the review "${campaign.name}"`;
  return `Review "${campaign.name}": ${item.reason ?? "revoked"}`;
}

function resultOf(campaign: CampaignRow, before: ItemRow, after: ItemRow): ItemResult {
  const { id } = before;
  if (!stands(before)) {
    return { id, outcome: "not_needed", outcomeDetail: "The grant had ended before the review closed." };
  }
  const answer = before.decision === "undecided" ? "No response" : "Decided";
  const thing = before.successor === null ? "the grant" : "the newer grant in its place";
  if (!isRemoval(before, campaign.definition.noResponse)) {
    return { id, outcome: "not_needed", outcomeDetail: `${answer}: ${thing} stays as it is.` };
  }
  if (stands(after)) {
    return { id, outcome: "failed", outcomeDetail: `Looked at afterwards, ${thing} is not revoked.` };
  }
  if (after.grant?.tool?.state === "enabled") {
    return {
      id,
      outcome: "failed",
      outcomeDetail: `Looked at afterwards, ${thing} is revoked, but its tool is still enabled.`,
    };
  }
  const proof =
    after.grant?.tool == null ? `${thing} is revoked` : `${thing} is revoked and its tool not enabled`;
  return { id, outcome: "applied", outcomeDetail: `${answer}: removed. Looked at afterwards, ${proof}.` };
}

function appliedEvent(
  campaign: CampaignRow,
  item: ItemRow,
  result: ItemResult,
  removedIds: readonly string[],
): AuditableEvent {
  return {
    type: "campaign.item_applied",
    subject: { kind: "campaign_item", id: item.id, name: item.facts.name },
    detail: {
      serverId: item.serverId,
      campaignId: campaign.id,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      removedIds: [...removedIds],
      decision: item.decision === "undecided" ? "no response" : item.decision,
      outcome: result.outcome,
      outcomeDetail: result.outcomeDetail,
    },
  };
}
