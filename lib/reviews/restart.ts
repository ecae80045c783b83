import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { type CampaignDefinition, campaignScope, NAME_MAX } from "./campaign-definition.ts";
import { copyOf } from "./copy-definition.ts";

/** Why what nobody answered in a review cannot be asked again; null when it can. */
export function whyNotRestarted({
  state,
  unanswered,
}: {
  state: CampaignState;
  unanswered: number;
}): string | null {
  if (state !== "closed" && state !== "signed")
    return "It is not closed yet: what is open can still be answered.";
  return unanswered === 0 ? "Everything in it was answered." : null;
}

/**
 * The definition of the next iteration: the same questions to the same people, about what nobody answered and still
 * stands, wherever that is by now. So the scope is the earlier review, and no filter.
 */
export function nextIteration(definition: CampaignDefinition, campaignId: string): CampaignDefinition {
  const name = `${definition.name.slice(0, NAME_MAX - AGAIN.length).toWellFormed()}${AGAIN}`;
  return { ...copyOf(definition, name), scope: campaignScope.parse({ unansweredIn: campaignId }) };
}

const AGAIN = ", asked again";
