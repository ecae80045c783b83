"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { submit, text, texts } from "#lib/doors/action.ts";

/** Asks for a move to production, or for grants to last longer. */
export async function carryOnAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: submitRequest,
    input: () => ({
      serverId: text(form, "serverId"),
      ...(form.has("moveTo") ? { moveTo: text(form, "moveTo") } : {}),
      extendGrantIds: texts(form, "extendGrantIds"),
      durationDays: text(form, "durationDays"),
      justification: text(form, "justification") ?? "",
    }),
    done: ({ requestId }) => ({ message: "The request is sent", redirectTo: `/approvals/${requestId}` }),
  });
}
