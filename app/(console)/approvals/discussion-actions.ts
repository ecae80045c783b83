"use server";

import type { FormState } from "#components/form/form-state.ts";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { newScopesIn } from "../servers/[slug]/request/scopes/new-scope-fields.ts";

export async function askForChangesAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: askForChanges,
    input: () => ({
      requestId: text(form, "requestId"),
      reason: text(form, "reason") ?? "",
      version: Number(text(form, "version")),
    }),
    done: () => ({ message: "Sent back: whoever asked is told what should be different" }),
  });
}

export async function commentOnRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: commentOnRequest,
    input: () => ({ requestId: text(form, "requestId"), comment: text(form, "comment") ?? "" }),
    done: () => ({ message: "The comment is there for everybody who sees the request" }),
  });
}

export async function resubmitRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: resubmitRequest,
    input: () => ({
      requestId: text(form, "requestId"),
      toolIds: texts(form, "tools"),
      consumerIds: texts(form, "consumers"),
      ...(form.has("moveTo") ? { moveTo: text(form, "moveTo") } : {}),
      extendGrantIds: texts(form, "extendGrantIds"),
      scopeIds: texts(form, "scopeIds"),
      newScopes: newScopesIn(form),
      durationDays: text(form, "durationDays"),
      justification: text(form, "justification") ?? "",
    }),
    done: ({ requestId }) => ({
      message: "Sent again; its votes begin anew",
      redirectTo: `/approvals/${requestId}`,
    }),
  });
}
