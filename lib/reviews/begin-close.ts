import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import type { CloseEffect } from "./brake.ts";
import { brakeEvent } from "./brake-event.ts";
import { answerBrakeRow, loadOpenBrake } from "./brake-store.ts";
import { CLOSE_TASK } from "./closing.ts";
import { saveClosing } from "./closing-store.ts";
import type { EarlyClose } from "./early-close.ts";
import type { CampaignRow } from "./store.ts";

export interface Begun {
  campaignId: string;
  /** `waiting` where a second person has to confirm it first. */
  state: "closing" | "waiting";
  effect: CloseEffect;
}

/**
 * Moves a running review to closing: from here on nothing in it is answered, and the worker carries its answers out. The
 * caller holds the campaign and has decided that it may be closed, with this effect. Nobody is asked about it any more.
 */
export async function beginClose(
  context: CommandContext,
  campaign: CampaignRow,
  by: {
    askedById: string | null;
    confirmedById: string | null;
    effect: CloseEffect;
    early: EarlyClose | null;
  },
): Promise<Outcome<Begun>> {
  const { tx, actor, now } = context;
  const withdrawn = await withdrawBrake(context, campaign);
  const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
    state: "closing",
    closingAskedById: by.askedById,
    closingAt: now,
    closingProgressAt: now,
    earlyReason: by.early?.reason ?? null,
  });
  if (!isSaved) throw conflict("review");
  const { removals, inForce, percent, serversOff, servers, secondLooks } = by.effect;
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
          serversOff,
          servers,
          secondLooks,
          ...by.early,
          askedById: by.askedById,
          confirmedById: by.confirmedById,
        },
      },
      ...withdrawn,
    ],
    jobs: [closeJob(campaign.id)],
  };
}

/** A close that waited for a second person is taken back where its review ends otherwise. */
async function withdrawBrake(
  { tx, actor, now }: CommandContext,
  campaign: CampaignRow,
): Promise<AuditableEvent[]> {
  const brake = await loadOpenBrake(tx, campaign.id);
  if (brake === null) return [];
  const reason = "Nothing was left to ask about, so the review closed by itself.";
  await answerBrakeRow(tx, actor.organizationId, brake.id, {
    answer: "withdrawn",
    answeredById: null,
    answeredAt: now,
    reason,
  });
  const told = brake.askedById === null ? [] : [brake.askedById];
  return [brakeEvent(campaign, brake, reason, "campaign.close_withdrawn", told)];
}

export function closeJob(campaignId: string): Job {
  return { task: CLOSE_TASK, payload: { campaignId }, key: `${CLOSE_TASK} ${campaignId}` };
}
