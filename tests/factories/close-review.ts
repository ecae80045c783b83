import { moveClosingOn } from "#lib/jobs/close-reviews.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import type { Totals } from "#lib/reviews/tally.ts";
import { newPerson } from "./organization.ts";

/** Steps that a review of a test takes at most. */
const STEPS_MAX = 50;

/**
 * Closes a review and carries everything out, as the worker does, until it is closed with its evidence sealed. `second`
 * confirms where it would cut more than its share; where a second look was drawn by chance, somebody does.
 */
export async function closeReview(
  actor: PersonActor,
  input: Parameters<typeof closeCampaign>[1],
  second?: PersonActor,
): Promise<{ totals: Totals; evidenceHash: string }> {
  const { campaignId } = input;
  const { state, effect } = await closeNow(actor, input);
  if (state === "waiting") {
    if (second === undefined && effect.secondLooks === 0) {
      throw new Error("this close waits for a second person");
    }
    const who = second ?? (await newPerson(actor.organizationId, "Second of chance", ["admin", "member"]));
    await confirmClose(who, campaignId);
  }
  await carryOutClose(actor.organizationId, campaignId);
  const { totals, evidenceHash } = await getCampaignHead(actor, { campaignId });
  if (evidenceHash === null) throw new Error("this close waits for what failed");
  return { totals, evidenceHash };
}

/** Begins to close a review, whatever that skips. */
export function closeNow(actor: PersonActor, input: Parameters<typeof closeCampaign>[1]) {
  return closeCampaign(actor, { reason: "The test has seen enough of it.", ...input });
}

/** Reads what ends and confirms it. `otherwise` replaces parts, such as a list that is out of date. */
export async function confirmClose(
  who: PersonActor,
  campaignId: string,
  otherwise: Partial<Parameters<typeof answerBrake>[1]> = {},
) {
  const { effect, lastAnswerId } = await getClose(who, { campaignId });
  const inHand = { removals: effect.removals, lastAnswerId };
  return answerBrake(who, {
    campaignId,
    answer: "confirm",
    reason: "Looked at the list.",
    ...inHand,
    ...otherwise,
  });
}

/** Does what the worker does for a closing review, until it is closed or waits for a person or a later time. */
export async function carryOutClose(organizationId: string, campaignId: string): Promise<void> {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (await moveClosingOn(organizationId, campaignId)) return;
  }
}
