"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import { removeSystem } from "#lib/inventory/commands/remove-system.ts";
import { unlinkSystem } from "#lib/inventory/commands/unlink-system.ts";
import { updateSystem } from "#lib/inventory/commands/update-system.ts";

export async function registerSystemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerSystem,
    input: readSystem,
    done: ({ slug }) => ({ message: "The system is on record", redirectTo: `/systems/${slug}` }),
  });
}

export async function updateSystemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateSystem,
    input: () => ({
      systemId: text(form, "systemId"),
      version: Number(text(form, "version")),
      ...readSystem(form),
    }),
    done: () => ({ message: "The system's record is changed" }),
  });
}

export async function removeSystemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: removeSystem,
    input: () => ({ systemId: text(form, "systemId") }),
    done: () => ({ message: "The system is off the record", redirectTo: "/systems" }),
  });
}

export async function linkSystemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: linkSystem,
    input: () => ({
      serverId: text(form, "serverId"),
      systemId: text(form, "systemId") ?? "",
      note: text(form, "note") ?? null,
    }),
    done: () => ({ message: "The system is linked; every tool was assessed again" }),
  });
}

export async function unlinkSystemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: unlinkSystem,
    input: () => ({ serverId: text(form, "serverId"), systemId: text(form, "systemId") }),
    done: () => ({ message: "The link is gone; every tool was assessed again" }),
  });
}

function readSystem(form: FormData) {
  return {
    name: text(form, "name") ?? "",
    description: text(form, "description") ?? "",
    dataClasses: texts(form, "dataClasses"),
    criticality: text(form, "criticality"),
    ownerId: text(form, "ownerId") ?? null,
    url: text(form, "url") ?? null,
  };
}
