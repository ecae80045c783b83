import type { Actor } from "#lib/kernel/actor.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { type CampaignAction, decideCampaign } from "./model.ts";

/** What can be done with a review that nobody was asked about yet. */
export type ActionBeforeRun = Extract<CampaignAction, "change" | "stage" | "unstage" | "start" | "discard">;

export interface BeforeRun {
  state: CampaignState;
  /** Its population is being gathered now. */
  isStaging: boolean;
  /** Items that nobody could answer for. */
  unassigned: number;
}

/** For each action true, or the reason it is not to be had. */
export function allowedBeforeRun(campaign: BeforeRun, actor: Actor): Record<ActionBeforeRun, true | string> {
  const say = (action: ActionBeforeRun): true | string => {
    const verdict = decideCampaign(campaign.state, action);
    if (!isPermitted(actor, "campaign:manage")) return `Only ${whoMay("campaign:manage")} manage reviews.`;
    if (!verdict.ok) return verdict.reason;
    if (campaign.isStaging) return BEING_GATHERED;
    return action === "start" && campaign.unassigned > 0 ? leftWithoutReviewer(campaign.unassigned) : true;
  };
  return {
    change: say("change"),
    stage: say("stage"),
    unstage: say("unstage"),
    start: say("start"),
    discard: say("discard"),
  };
}

export const BEING_GATHERED = "Its population is being gathered. Wait until that is done.";

export function leftWithoutReviewer(items: number): string {
  return `Nobody could answer for ${items.toLocaleString("en")} of its items. Take it back for editing and name a fallback who can.`;
}

/** More than this in a day is not looked at, but clicked through. */
export const ITEMS_A_DAY = 40;

/** Has this reviewer more in the first stage than anybody can look at? */
export function hasTooMany(items: number, days: number): boolean {
  return items > ITEMS_A_DAY * days;
}
