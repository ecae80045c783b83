import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { AuditableEvent, SomeEvents } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { eventWords, readCause } from "./cause.ts";
import type { CampaignRow } from "./store.ts";
import { loadOwnersOfCause } from "./trigger-store.ts";

/**
 * That a review opened because of something is told to whoever owns the servers it happened on and to administrators, with
 * the reason; whom the review asks is told so already.
 */
export async function announced(
  tx: Tx,
  { id: campaignId, name, cause }: Pick<CampaignRow, "id" | "name" | "cause">,
  [started]: SomeEvents,
): Promise<AuditableEvent[]> {
  const opener = readCause(cause);
  if (opener === null || opener.kind === "schedule") return [];
  const { notify: asked } = started.detail;
  const owners = await loadOwnersOfCause(tx, campaignId);
  const told = [...new Set([...(await loadAdministrators(tx)), ...owners])].filter(
    (id) => !Array.isArray(asked) || !asked.includes(id),
  );
  if (told.length === 0) return [];
  return [
    {
      type: "campaign.announced",
      subject: { kind: "campaign", id: campaignId, name },
      detail: {
        campaignId,
        reason: eventWords(opener),
        notify: firstTold(told),
        href: `/reviews/${campaignId}`,
      },
    },
  ];
}
