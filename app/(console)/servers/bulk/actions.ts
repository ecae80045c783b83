"use server";

import type { FormState } from "#components/form/form-state.ts";
import { cancelBulkChange } from "#lib/bulk/commands/cancel-bulk-change.ts";
import { putBackBulkChange } from "#lib/bulk/commands/put-back-bulk-change.ts";
import { retryBulkChange } from "#lib/bulk/commands/retry-bulk-change.ts";
import { startBulkChange } from "#lib/bulk/commands/start-bulk-change.ts";
import { previewBulkChange } from "#lib/bulk/queries/preview-bulk-change.ts";
import { ask, submit, text } from "#lib/doors/action.ts";
import { readBulkChange, readSelection } from "./read-bulk-form.ts";

/** What would become of the selection; `result.preview` is a BulkPreview as JSON. */
export async function previewBulkAction(_state: FormState, form: FormData): Promise<FormState> {
  return ask(form, {
    query: previewBulkChange,
    input: () => ({ change: readBulkChange(form), selection: readSelection(form) }),
    done: (preview) => ({
      message: `Looked at ${preview.examinedCount.toLocaleString("en")} servers`,
      result: { preview: JSON.stringify(preview) },
    }),
  });
}

export async function startBulkAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: startBulkChange,
    input: () => ({
      change: readBulkChange(form),
      selection: readSelection(form),
      shownCount: Number(text(form, "shownCount")),
      typedCount: form.has("typedCount")
        ? Number((text(form, "typedCount") ?? "").replaceAll(",", ""))
        : undefined,
    }),
    done: ({ bulkChangeId }) => ({
      message: "The change has begun",
      redirectTo: `/servers/bulk/${bulkChangeId}`,
    }),
  });
}

export async function cancelBulkAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: cancelBulkChange,
    input: () => ({ bulkChangeId: text(form, "bulkChangeId") }),
    done: () => ({ message: "It stops after the servers it is changing now" }),
  });
}

export async function retryBulkAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: retryBulkChange,
    input: () => ({ bulkChangeId: text(form, "bulkChangeId") }),
    done: () => ({ message: "It tries again" }),
  });
}

export async function putBackBulkAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: putBackBulkChange,
    input: () => ({ bulkChangeId: text(form, "bulkChangeId") }),
    done: ({ bulkChangeId }) => ({
      message: "Putting back has begun",
      redirectTo: `/servers/bulk/${bulkChangeId}`,
    }),
  });
}
