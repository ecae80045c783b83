import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import type { CloseEffect } from "./brake.ts";
import { CLOSE_TASK } from "./closing.ts";
import { saveClosing } from "./closing-store.ts";
import { settle } from "./settle.ts";
import type { CampaignRow } from "./store.ts";

export interface Begun {
  campaignId: string;
  /** `waiting` where a second person has to confirm it first. */
  state: "closing" | "waiting";
  effect: CloseEffect;
}

/**
 * Moves a running review to closing: from here on nothing in it is answered, and the worker carries its answers out. The
 * caller holds the campaign and has decided that it may be closed, with this effect.
 */
export async function beginClose(
  context: CommandContext,
  campaign: CampaignRow,
  by: { askedById: string | null; confirmedById: string | null; effect: CloseEffect },
): Promise<Outcome<Begun>> {
  const { tx, actor, now } = context;
  const settled = await settle(context, campaign);
  const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
    state: "closing",
    closingAskedById: by.askedById,
    closingAt: now,
    closingProgressAt: now,
  });
  if (!isSaved) throw conflict("review");
  const { removals, inForce, percent } = by.effect;
  return {
    result: { campaignId: campaign.id, state: "closing", effect: by.effect },
    events: [
      {
        type: "campaign.closing",
        subject: { kind: "campaign", id: campaign.id, name: campaign.name },
        detail: {
          campaignId: campaign.id,
          removals,
          inForce,
          percent,
          askedById: by.askedById,
          confirmedById: by.confirmedById,
        },
      },
      ...settled,
    ],
    jobs: [closeJob(campaign.id)],
  };
}

export function closeJob(campaignId: string): Job {
  return { task: CLOSE_TASK, payload: { campaignId }, key: `${CLOSE_TASK} ${campaignId}` };
}
