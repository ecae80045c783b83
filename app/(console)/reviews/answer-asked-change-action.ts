"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { answerAskedChange } from "#lib/reviews/commands/answer-asked-change.ts";

export async function answerAskedChangeAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: answerAskedChange,
    input: () => ({
      campaignId: text(form, "campaignId"),
      itemId: text(form, "itemId"),
      answer: text(form, "answer"),
      note: text(form, "note") ?? "",
    }),
    done: ({ state }) => ({ message: state === "done" ? "It is done" : "It is declined" }),
  });
}
