import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { firstTold } from "#lib/kernel/told.ts";
import type { Begun } from "./begin-close.ts";
import type { CloseEffect } from "./brake.ts";
import { insertBrake } from "./brake-store.ts";
import type { EarlyClose } from "./early-close.ts";
import type { CampaignRow } from "./store.ts";

/** Stops a close that would cut more than its share, and asks the other administrators to look at it. */
export async function askSecond(
  { tx, actor, now }: CommandContext,
  campaign: CampaignRow,
  { askedById, effect, early }: { askedById: string | null; effect: CloseEffect; early: EarlyClose | null },
): Promise<Outcome<Begun>> {
  const { removals, inForce, percent, serversOff, servers, secondLooks } = effect;
  const counts = { removals, inForce, percent, serversOff, servers, secondLooks };
  await insertBrake(tx, actor.organizationId, {
    id: newId(now),
    campaignId: campaign.id,
    askedById,
    askedAt: now,
    earlyReason: early?.reason ?? null,
    ...counts,
  });
  const others = (await loadAdministrators(tx)).filter((id) => id !== askedById);
  return {
    result: { campaignId: campaign.id, state: "waiting", effect },
    events: [
      {
        type: "campaign.close_braked",
        subject: { kind: "campaign", id: campaign.id, name: campaign.name },
        detail: {
          campaignId: campaign.id,
          ...counts,
          ...early,
          notify: firstTold(others),
          href: `/reviews/${campaign.id}/close`,
        },
      },
    ],
  };
}
