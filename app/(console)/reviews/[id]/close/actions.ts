"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { acceptFailures } from "#lib/reviews/commands/accept-failures.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { retryRemovals } from "#lib/reviews/commands/retry-removals.ts";

/** Goes to the review when it closes, and stays where the list is when somebody else is asked. */
export async function closeCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: closeCampaign,
    input: () => ({
      campaignId: text(form, "campaignId"),
      acknowledgedRemovals: text(form, "acknowledgedRemovals"),
      reason: text(form, "reason"),
    }),
    done: ({ state, campaignId }) =>
      state === "closing"
        ? { message: "The review is being closed", redirectTo: `/reviews/${campaignId}` }
        : { message: "Another administrator is asked" },
  });
}

const ANSWERED = {
  confirm: "The review is being closed",
  decline: "Declined. The review runs on",
  withdraw: "Taken back. The review runs on",
} as const;

export async function answerBrakeAction(_state: FormState, form: FormData): Promise<FormState> {
  const answer = text(form, "answer") as keyof typeof ANSWERED | undefined;
  return submit(form, {
    command: answerBrake,
    input: () => ({
      campaignId: text(form, "campaignId"),
      answer,
      reason: text(form, "reason") ?? "",
      removals: text(form, "removals"),
      // Empty where nobody had answered yet, and that is what the page knew.
      lastAnswerId: form.has("lastAnswerId") ? (text(form, "lastAnswerId") ?? "") : undefined,
    }),
    done: ({ campaignId }) => ({
      message: ANSWERED[answer ?? "confirm"],
      redirectTo: `/reviews/${campaignId}`,
    }),
  });
}

export async function retryRemovalsAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: retryRemovals,
    input: () => ({ campaignId: text(form, "campaignId") }),
    done: ({ count }) => ({ message: count === 1 ? "It is tried again" : `${count} are tried again` }),
  });
}

export async function acceptFailuresAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: acceptFailures,
    input: () => ({ campaignId: text(form, "campaignId"), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "It is closed with that on record" }),
  });
}
