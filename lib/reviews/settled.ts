import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { ClosingItem, SettledItem } from "./close-store.ts";
import { nextAttemptAt } from "./closing.ts";
import type { CampaignRow } from "./store.ts";

/** An item whose answer could not be carried out, or not be verified: tried again, or failed after too many tries. */
export function failedItem(item: ClosingItem, words: string, now: Date): SettledItem {
  const attempts = item.attempts + 1;
  const next = nextAttemptAt(attempts, now);
  return {
    id: item.id,
    attempts,
    outcome: next === null ? "failed" : null,
    outcomeDetail: words,
    nextAttemptAt: next?.toISOString() ?? null,
    isVerified: false,
  };
}

const TOLD = {
  postponed: "campaign.item_postponed",
  failed: "campaign.item_failed",
  applied: "campaign.item_applied",
  not_needed: "campaign.item_applied",
} as const;

/** What the trail says of it. */
export function toldOf(campaign: CampaignRow, item: ClosingItem, settled: SettledItem): AuditableEvent {
  return {
    type: TOLD[settled.outcome ?? "postponed"],
    subject: { kind: "campaign_item", id: item.id, name: item.name },
    detail: {
      serverId: item.serverId,
      campaignId: campaign.id,
      subjectKind: item.subjectKind,
      subjectId: item.subjectId,
      removedIds: item.endedIds,
      decision: item.decision === "undecided" ? "no response" : item.decision,
      outcome: settled.outcome,
      outcomeDetail: settled.outcomeDetail,
      attempts: settled.attempts,
      nextAttemptAt: settled.nextAttemptAt,
    },
  };
}
