"use server";

import type { FormState } from "#components/form/form-state.ts";
import { allowCommand } from "#lib/discovery/commands/allow-command.ts";
import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { setIntrospectionInterval } from "#lib/discovery/commands/set-introspection-interval.ts";
import { submit, text } from "#lib/doors/action.ts";
import { activateServer } from "#lib/inventory/commands/activate-server.ts";
import { resumeServer } from "#lib/inventory/commands/resume-server.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";

export async function activateServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: activateServer,
    input: withReason,
    done: () => ({ message: "The server is active" }),
  });
}

export async function suspendServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: suspendServer,
    input: withReason,
    done: () => ({ message: "The server is suspended: every decision about it is now no" }),
  });
}

export async function resumeServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: resumeServer,
    input: withReason,
    done: () => ({ message: "The server is in use again" }),
  });
}

export async function askIntrospectionAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: askIntrospection,
    input: () => ({ serverId: text(form, "serverId") }),
    done: () => ({ message: "Steward is asking the server what it offers" }),
  });
}

export async function allowCommandAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: allowCommand,
    input: () => ({ serverId: text(form, "serverId"), commandDigest: text(form, "commandDigest") ?? "" }),
    done: () => ({ message: "This exact command is allowed" }),
  });
}

export async function setIntrospectionIntervalAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: setIntrospectionInterval,
    input: () => ({ serverId: text(form, "serverId"), interval: text(form, "interval") ?? null }),
    done: () => ({ message: "The schedule is saved" }),
  });
}

function withReason(form: FormData) {
  return { serverId: text(form, "serverId"), reason: text(form, "reason") ?? "" };
}
