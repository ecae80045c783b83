"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";

const ANSWERED = {
  keep: "Kept",
  revoke: "To be revoked when the review closes",
  undecided: "Taken back",
  change: "Marked to be changed",
} as const;

/** Also takes an answer back: `decision` is then `undecided`. `version` in the result is the item's new one. */
export async function decideItemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: decideItem,
    input: () => ({
      itemId: text(form, "itemId"),
      decision: text(form, "decision"),
      reason: text(form, "reason"),
      version: text(form, "version"),
    }),
    done: ({ decision, version }) => ({ message: ANSWERED[decision], result: { version: String(version) } }),
  });
}

export async function closeCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: closeCampaign,
    input: () => ({
      campaignId: text(form, "campaignId"),
      acknowledgedRemovals: text(form, "acknowledgedRemovals"),
    }),
    done: ({ state }) => ({
      message: state === "closing" ? "The review is being closed" : "It waits for a second person",
    }),
  });
}
