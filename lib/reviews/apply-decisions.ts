import { revokeGrant } from "#lib/grants/steps/revoke-grant.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { type CampaignRow, type ItemResult, type ItemRow, loadItems } from "./store.ts";
import { isRemoval } from "./tally.ts";

export interface Applied {
  results: ItemResult[];
  events: AuditableEvent[];
}

/**
 * Ends the grants that a closing review removes, then looks again whether they have ended: `applied` is what was
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
  const standing = items.filter((item) => item.grant.state !== "revoked");
  for (const item of standing.filter((one) => isRemoval(one, campaign.noResponse))) {
    const reason = removalReason(campaign, item);
    events.push(...(await revokeGrant(context, { grantId: item.grantId, reason, origin: "review" })));
  }
  const after = new Map((await loadItems(context.tx, campaign.id)).map((item) => [item.id, item]));
  const results = items.map((item) => resultOf(campaign, item, after.get(item.id) ?? item));
  const told = items.flatMap((item, index) => {
    const result = results[index];
    return result === undefined || !isRemoval(item, campaign.noResponse)
      ? []
      : [appliedEvent(campaign, item, result)];
  });
  return { results, events: [...events, ...told] };
}

function removalReason(campaign: CampaignRow, item: ItemRow): string {
  if (item.decision === "undecided") return `No response in the review "${campaign.name}"`;
  return `Review "${campaign.name}": ${item.reason ?? "revoked"}`;
}

function resultOf(campaign: CampaignRow, before: ItemRow, after: ItemRow): ItemResult {
  const { id } = before;
  if (before.grant.state === "revoked") {
    return { id, outcome: "not_needed", outcomeDetail: "The grant had ended before the review closed." };
  }
  const answer = before.decision === "undecided" ? "No response" : "Decided";
  if (!isRemoval(before, campaign.noResponse)) {
    return { id, outcome: "not_needed", outcomeDetail: `${answer}: the grant stays as it is.` };
  }
  if (after.grant.state !== "revoked") {
    return { id, outcome: "failed", outcomeDetail: "Looked at afterwards, the grant is not revoked." };
  }
  if (after.grant.tool?.state === "enabled") {
    return { id, outcome: "failed", outcomeDetail: "The grant is revoked, but its tool is still enabled." };
  }
  const proof =
    after.grant.tool === null ? "the grant is revoked" : "the grant is revoked and its tool not enabled";
  return { id, outcome: "applied", outcomeDetail: `${answer}: removed. Looked at afterwards, ${proof}.` };
}

function appliedEvent(campaign: CampaignRow, item: ItemRow, result: ItemResult): AuditableEvent {
  return {
    type: "campaign.item_applied",
    subject: { kind: "campaign_item", id: item.id, name: item.facts.name },
    detail: {
      serverId: campaign.serverId,
      campaignId: campaign.id,
      grantId: item.grantId,
      decision: item.decision === "undecided" ? "no response" : item.decision,
      outcome: result.outcome,
      outcomeDetail: result.outcomeDetail,
    },
  };
}
