"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { readConnection } from "../read-connection.ts";
import { splitTags } from "../split-tags.ts";
import { explainConflict } from "./explain-conflict.ts";

/** Changes the fields the form has and no others: one, edited in place, or all of the dialog. */
export async function updateServerAction(_state: FormState, form: FormData): Promise<FormState> {
  const has = <Value>(name: string, read: () => Value) => (form.has(name) ? read() : undefined);
  const state = await submit(form, {
    command: updateServer,
    input: () => ({
      ...versioned(form),
      name: has("name", () => text(form, "name") ?? ""),
      purpose: has("purpose", () => text(form, "purpose") ?? ""),
      environment: has("environment", () => text(form, "environment")),
      criticality: has("criticality", () => text(form, "criticality")),
      team: has("team", () => text(form, "team") ?? ""),
      // No box ticked sends nothing, so the form says that it asks.
      dataClasses: has("asksDataClasses", () => texts(form, "dataClasses")),
      tags: has("tags", () => splitTags(text(form, "tags") ?? "")),
      serverRoleId: has("serverRoleId", () => text(form, "serverRoleId") ?? ""),
      nextReviewOn: has("nextReviewOn", () => text(form, "nextReviewOn")),
    }),
    done: () => ({ message: "The record is changed" }),
  });
  return explainConflict(state, text(form, "serverId"));
}

export async function assignOwnersAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: assignOwners,
    input: () => ({
      ...versioned(form),
      ownerId: text(form, "ownerId") ?? "",
      backupOwnerId: text(form, "backupOwnerId") ?? "",
      reason: text(form, "reason") ?? "",
    }),
    done: () => ({ message: "The owners are changed" }),
  });
}

export async function updateConnectionAction(_state: FormState, form: FormData): Promise<FormState> {
  const state = await submit(form, {
    command: updateConnection,
    input: () => ({ ...versioned(form), ...readConnection(form) }),
    done: () => ({ message: "The connection is changed" }),
  });
  return explainConflict(state, text(form, "serverId"));
}

/** Which server, and the version the editor read: a change made meanwhile is a conflict, not lost. */
function versioned(form: FormData) {
  return { serverId: text(form, "serverId"), version: Number(text(form, "version")) };
}
