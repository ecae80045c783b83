import type { PersonActor } from "#lib/kernel/actor.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import type { Totals } from "#lib/reviews/tally.ts";

/** Closes a review and carries everything out, as the worker does, until it is closed with its evidence sealed. */
export async function closeReview(
  actor: PersonActor,
  input: Parameters<typeof closeCampaign>[1],
): Promise<{ totals: Totals; evidenceHash: string }> {
  return closeCampaign(actor, input);
}
