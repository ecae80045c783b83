import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { BrakeRow } from "./brake-store.ts";
import type { CampaignRow } from "./store.ts";

/** That somebody answered a close that waited for a second person, or Steward took it back. */
export function brakeEvent(
  campaign: CampaignRow,
  { removals, inForce, percent, serversOff, servers, secondLooks, askedById }: BrakeRow,
  reason: string,
  type: "campaign.close_confirmed" | "campaign.close_declined" | "campaign.close_withdrawn",
  notify: string[],
): AuditableEvent {
  return {
    type,
    subject: { kind: "campaign", id: campaign.id, name: campaign.name },
    detail: {
      campaignId: campaign.id,
      removals,
      inForce,
      percent,
      serversOff,
      servers,
      secondLooks,
      reason,
      isOwn: askedById === null,
      notify,
      href: `/reviews/${campaign.id}/close`,
    },
  };
}
