"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { readConnection } from "../read-connection.ts";
import { splitTags } from "../split-tags.ts";

export async function updateServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateServer,
    input: () => ({
      ...versioned(form),
      name: text(form, "name") ?? "",
      purpose: text(form, "purpose") ?? "",
      environment: text(form, "environment"),
      criticality: text(form, "criticality"),
      team: text(form, "team") ?? "",
      dataClasses: texts(form, "dataClasses"),
      tags: form.has("tags") ? splitTags(text(form, "tags") ?? "") : undefined,
      // Absent where the role cannot be changed: what is not asked stays.
      serverRoleId: form.has("serverRoleId") ? (text(form, "serverRoleId") ?? "") : undefined,
      nextReviewOn: text(form, "nextReviewOn"),
    }),
    done: () => ({ message: "The record is changed" }),
  });
}

export async function assignOwnersAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: assignOwners,
    input: () => ({
      ...versioned(form),
      ownerId: text(form, "ownerId") ?? "",
      backupOwnerId: text(form, "backupOwnerId") ?? "",
    }),
    done: () => ({ message: "The owners are changed" }),
  });
}

export async function updateConnectionAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateConnection,
    input: () => ({ ...versioned(form), ...readConnection(form) }),
    done: () => ({ message: "The connection is changed" }),
  });
}

/** Which server, and the version the editor read: a change made meanwhile is a conflict, not lost. */
function versioned(form: FormData) {
  return { serverId: text(form, "serverId"), version: Number(text(form, "version")) };
}
