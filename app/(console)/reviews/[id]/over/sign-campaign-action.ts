"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { signCampaign } from "#lib/reviews/commands/sign-campaign.ts";

export async function signCampaignAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: signCampaign,
    input: () => ({
      campaignId: text(form, "campaignId") ?? "",
      evidenceHash: text(form, "evidenceHash") ?? "",
      statement: text(form, "statement"),
    }),
    done: () => ({ message: "The review is signed" }),
  });
}
