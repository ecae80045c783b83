import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { bulkCommand, type CommandContext, type Outcome } from "#lib/kernel/command.ts";
import { type Begun, beginClose } from "../begin-close.ts";
import { BRAKE_ANSWERS, type BrakeAction, brakeProblem, moreThanAsked, moreThanSeen } from "../brake.ts";
import {
  answerBrakeRow,
  type BrakeRow,
  loadAuthorIds,
  loadCloseEffect,
  loadLastAnswerId,
  loadOpenBrake,
} from "../brake-store.ts";
import { answerBrakeInput } from "../close-input.ts";
import { settleEnded } from "../close-store.ts";
import { decideCampaign } from "../model.ts";
import { refuseWhileLooking } from "../second-look.ts";
import { type CampaignRow, lockCampaign } from "../store.ts";

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
export const answerBrake = bulkCommand({
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
  await settleEnded(tx, actor.organizationId, campaign.id, { serverId: null, now });
  const effect = await loadCloseEffect(tx, actor.organizationId, campaign, now);
  const more = moreThanSeen(effect, given.removals) ?? moreThanAsked(effect, brake.removals);
  if (more !== null) throw refused(more, subject);
  const last = (await loadLastAnswerId(tx, campaign.id)) ?? "";
  if (given.lastAnswerId !== undefined && given.lastAnswerId !== last) {
    throw refused("Somebody answered since you looked. Look at the list again, then confirm.", subject);
  }
  await answer(context, brake, given);
  const confirmedById = actingPerson(actor)?.userId ?? null;
  const begun = await beginClose(context, campaign, { askedById: brake.askedById, confirmedById, effect });
  const confirmed = eventOf(campaign, brake, given, "campaign.close_confirmed");
  return {
    ...begun,
    result: { campaignId: campaign.id, state: "closing", effect },
    events: [confirmed, ...begun.events],
  };
}

async function turnDown(
  context: CommandContext,
  campaign: CampaignRow,
  brake: BrakeRow,
  given: Given,
): Promise<Outcome<Answered>> {
  await answer(context, brake, given);
  const effect = await loadCloseEffect(context.tx, context.actor.organizationId, campaign, context.now);
  const type = given.answer === "decline" ? "campaign.close_declined" : "campaign.close_withdrawn";
  return {
    result: { campaignId: campaign.id, state: "running", effect },
    events: [eventOf(campaign, brake, given, type)],
  };
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

function eventOf(
  campaign: CampaignRow,
  brake: BrakeRow,
  { reason, answer }: Given,
  type: "campaign.close_confirmed" | "campaign.close_declined" | "campaign.close_withdrawn",
) {
  const told = answer === "withdraw" || brake.askedById === null ? [] : [brake.askedById];
  const { removals, inForce, percent } = brake;
  return {
    type,
    subject: { kind: "campaign", id: campaign.id, name: campaign.name },
    detail: {
      campaignId: campaign.id,
      removals,
      inForce,
      percent,
      reason,
      notify: told,
      href: `/reviews/${campaign.id}/close`,
    },
  };
}
