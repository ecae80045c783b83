import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { type CommandContext, command, type Outcome } from "#lib/kernel/command.ts";
import { type Begun, beginClose } from "../begin-close.ts";
import { BRAKE_ANSWERS, type BrakeAction, brakeProblem, moreThanAsked, moreThanSeen } from "../brake.ts";
import { brakeEvent } from "../brake-event.ts";
import {
  answerBrakeRow,
  type BrakeRow,
  loadAuthorIds,
  loadCloseEffect,
  loadLastAnswerId,
  loadOpenBrake,
} from "../brake-store.ts";
import { answerBrakeInput } from "../close-input.ts";
import { decideEarly } from "../early-close.ts";
import { loadSkipped } from "../early-close-store.ts";
import { decideCampaign } from "../model.ts";
import { noteLastEnded } from "../note-ended.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { type CampaignRow, lockCampaign } from "../store.ts";
import { whomToTell } from "../whom-to-tell.ts";

interface Given {
  answer: BrakeAction;
  reason: string;
  removals?: number | undefined;
  lastAnswerId?: string | undefined;
}

type Answered = Omit<Begun, "state"> & { state: "closing" | "running" };

/**
 * A second person's answer to a close that would cut more than its share: confirmed with the list in hand, it closes;
 * declined, the review runs on. Whoever asked takes it back.
 *
 * @throws AppError `refused` when nobody asked, when it is one's own, or when it would end more, or something else was
 *   answered, since the list was on the screen
 */
export const answerBrake = command({
  name: "answer-brake",
  permission: "campaign:manage",
  input: answerBrakeInput,
  run: async (context, { campaignId, ...given }): Promise<Outcome<Answered>> => {
    const { tx, actor } = context;
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const closing = decideCampaign(campaign.state, "begin-close");
    if (!closing.ok) throw new AppError(closing.code, closing.reason, { subject });
    await refuseWhileLooking(context, campaign);
    const brake = await loadOpenBrake(tx, campaignId);
    const open = brake === null ? null : { ...brake, authorIds: await loadAuthorIds(tx, campaign) };
    const problem = brakeProblem(open, given.answer, actor);
    if (problem !== null || brake === null) throw refused(problem ?? "Nobody has asked.", subject);
    return given.answer === "confirm"
      ? confirm(context, campaign, brake, given)
      : turnDown(context, campaign, brake, given);
  },
});

async function confirm(
  context: CommandContext,
  campaign: CampaignRow,
  brake: BrakeRow,
  given: Given,
): Promise<Outcome<Answered>> {
  const { tx, actor, now } = context;
  const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
  const { unnoted, ended } = await noteLastEnded(context, campaign);
  if (unnoted !== null) throw refused(unnoted, subject);
  const effect = await loadCloseEffect(tx, actor.organizationId, campaign, now);
  const more = moreThanSeen(effect, given.removals) ?? moreThanAsked(effect, brake);
  if (more !== null) throw refused(more, subject);
  const last = (await loadLastAnswerId(tx, campaign.id)) ?? "";
  if (given.lastAnswerId !== undefined && given.lastAnswerId !== last) {
    throw refused("Somebody answered since you looked. Look at the list again, then confirm.", subject);
  }
  const skipped = await loadSkipped(tx, actor.organizationId, campaign.id, now);
  const verdict = decideEarly(skipped, brake.earlyReason);
  if (!verdict.ok) throw refused(`${verdict.reason} Decline it, then ask to close it anew.`, subject);
  await answer(context, brake, given);
  const begun = await beginClose(context, campaign, {
    askedById: brake.askedById,
    confirmedById: actingPerson(actor)?.userId ?? null,
    effect,
    early: verdict.early,
  });
  const told = brake.askedById === null ? [] : [brake.askedById];
  const confirmed = brakeEvent(campaign, brake, given.reason, "campaign.close_confirmed", told);
  return {
    ...begun,
    result: { campaignId: campaign.id, state: "closing", effect },
    events: [confirmed, ...begun.events, ...ended],
  };
}

async function turnDown(
  context: CommandContext,
  campaign: CampaignRow,
  brake: BrakeRow,
  given: Given,
): Promise<Outcome<Answered>> {
  const { tx, actor, now } = context;
  await answer(context, brake, given);
  const effect = await loadCloseEffect(tx, actor.organizationId, campaign, now);
  const isDeclined = given.answer === "decline";
  const type = isDeclined ? "campaign.close_declined" : "campaign.close_withdrawn";
  const told = isDeclined ? await toTellOfDecline(context, campaign, brake) : [];
  return {
    result: { campaignId: campaign.id, state: "running", effect },
    events: [brakeEvent(campaign, brake, given.reason, type, told)],
  };
}

/** Whoever asked; where the review asked by itself, whoever manages it: they say what is done next. */
async function toTellOfDecline(
  { tx, actor }: CommandContext,
  campaign: CampaignRow,
  { askedById }: BrakeRow,
): Promise<string[]> {
  if (askedById !== null) return [askedById];
  const declinedById = actingPerson(actor)?.userId;
  return (await whomToTell(tx, campaign.createdById)).filter((id) => id !== declinedById);
}

async function answer({ tx, actor, now }: CommandContext, brake: BrakeRow, given: Given): Promise<void> {
  const person = actingPerson(actor);
  if (person === null) throw new AppError("forbidden", "Only a person answers this.");
  await answerBrakeRow(tx, actor.organizationId, brake.id, {
    answer: BRAKE_ANSWERS[given.answer],
    answeredById: person.userId,
    answeredAt: now,
    reason: given.reason,
  });
}
