"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { answerReviewSuspension } from "#lib/grants/commands/answer-review-suspension.ts";

export async function answerSuspensionAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: answerReviewSuspension,
    input: () => ({
      suspensionId: text(form, "suspensionId"),
      answer: text(form, "answer"),
      acknowledged: text(form, "acknowledged"),
      reason: text(form, "reason"),
    }),
    done: ({ answer }) => ({
      message: answer === "confirmed" ? "They are being suspended" : "Nothing is suspended for a week",
    }),
  });
}
