"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { deleteView } from "#lib/inventory/commands/delete-view.ts";
import { restoreView } from "#lib/inventory/commands/restore-view.ts";
import { saveView } from "#lib/inventory/commands/save-view.ts";
import { setDefaultView } from "#lib/inventory/commands/set-default-view.ts";
import { updateView } from "#lib/inventory/commands/update-view.ts";

export async function saveViewAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: saveView,
    input: () => ({
      list: "servers",
      name: text(form, "name") ?? "",
      search: text(form, "search") ?? "",
      isShared: form.has("isShared"),
    }),
    done: ({ viewId }) => ({ message: "The view is saved", result: { viewId } }),
  });
}

export async function renameViewAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateView,
    input: () => ({ viewId: text(form, "viewId"), name: text(form, "name") ?? "" }),
    done: () => ({ message: "The view is renamed" }),
  });
}

/** Resolves to nothing when done, or to why not. */
export async function updateViewAction(
  viewId: string,
  change: { search?: string; isShared?: boolean; version?: number },
): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: updateView,
    input: () => ({ viewId, ...change }),
    done: () => ({ message: "Saved" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

/** Resolves to nothing when done, or to why not. */
export async function deleteViewAction(viewId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: deleteView,
    input: () => ({ viewId }),
    done: () => ({ message: "Deleted" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

/** Resolves to nothing when done, or to why not. */
export async function restoreViewAction(viewId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: restoreView,
    input: () => ({ viewId }),
    done: () => ({ message: "Restored" }),
  });
  return answer.status === "error" ? (answer.fieldErrors.name ?? answer.message) : undefined;
}

/** Null: the list opens with everything. Resolves to nothing when done, or to why not. */
export async function setDefaultViewAction(viewId: string | null): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: setDefaultView,
    input: () => ({ list: "servers", viewId }),
    done: () => ({ message: "Saved" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}
