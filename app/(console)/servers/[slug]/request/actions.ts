"use server";

import type { FormState } from "#components/form/form-state.ts";
import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { newScopesIn } from "./scopes/new-scope-fields.ts";

export async function submitRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  if (text(form, "breakGlass") !== undefined) return breakGlassFrom(form);
  return submit(form, {
    command: submitRequest,
    input: () => ({
      serverId: text(form, "serverId"),
      toolIds: texts(form, "tools"),
      consumerIds: texts(form, "consumers"),
      durationDays: text(form, "durationDays"),
      justification: text(form, "justification") ?? "",
    }),
    done: ({ requestId }) => ({ message: "The request is sent", redirectTo: `/approvals/${requestId}` }),
  });
}

async function breakGlassFrom(form: FormData): Promise<FormState> {
  return submit(form, {
    command: breakGlass,
    input: () => ({
      serverId: text(form, "serverId"),
      toolIds: texts(form, "tools"),
      consumerIds: texts(form, "consumers"),
      hours: text(form, "hours"),
      justification: text(form, "justification") ?? "",
      emergency: text(form, "emergency") ?? "",
    }),
    done: ({ requestId }) => ({
      message: "Glass is broken: it is in force, and two others review it",
      redirectTo: `/approvals/${requestId}`,
    }),
  });
}

/** Scopes on record, by id, and one that the server does not hold yet. */
export async function submitScopeRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: submitRequest,
    input: () => ({
      serverId: text(form, "serverId"),
      scopeIds: texts(form, "scopeIds"),
      newScopes: newScopesIn(form),
      durationDays: text(form, "durationDays"),
      justification: text(form, "justification") ?? "",
    }),
    done: ({ requestId }) => ({ message: "The request is sent", redirectTo: `/approvals/${requestId}` }),
  });
}
