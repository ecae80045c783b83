"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { changeWebhook } from "#lib/notifications/commands/change-webhook.ts";
import { disableWebhook } from "#lib/notifications/commands/disable-webhook.ts";
import { enableWebhook } from "#lib/notifications/commands/enable-webhook.ts";
import { registerWebhook } from "#lib/notifications/commands/register-webhook.ts";
import { removeWebhook } from "#lib/notifications/commands/remove-webhook.ts";
import { retryDelivery } from "#lib/notifications/commands/retry-delivery.ts";
import { rotateWebhookSecret } from "#lib/notifications/commands/rotate-webhook-secret.ts";
import { testWebhook } from "#lib/notifications/commands/test-webhook.ts";

export async function registerWebhookAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerWebhook,
    input: () => settings(form),
    done: ({ secret }) => ({ message: "The webhook is registered", result: { secret } }),
  });
}

export async function changeWebhookAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: changeWebhook,
    input: () => ({ ...settings(form), ...versionOf(form) }),
    done: () => ({ message: "The webhook is saved" }),
  });
}

export async function rotateSecretAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: rotateWebhookSecret,
    input: () => versionOf(form),
    done: ({ secret }) => ({ message: "The webhook has a new secret", result: { secret } }),
  });
}

/** A form with `isOn` turns it off, one without on. */
export async function switchWebhookAction(_state: FormState, form: FormData): Promise<FormState> {
  const isOn = text(form, "isOn") !== undefined;
  return submit(form, {
    command: isOn ? disableWebhook : enableWebhook,
    input: () => versionOf(form),
    done: () => ({ message: isOn ? "The webhook is turned off" : "The webhook is turned on" }),
  });
}

export async function testWebhookAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: testWebhook,
    input: () => ({ webhookId: text(form, "webhookId") }),
    done: () => ({ message: "A test is on its way; its outcome stands below in a moment" }),
  });
}

export async function retryDeliveryAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: retryDelivery,
    input: () => ({ deliveryId: text(form, "deliveryId") }),
    done: () => ({ message: "It is sent again" }),
  });
}

/** Resolves to nothing when done, or to why not. */
export async function removeWebhookAction(webhookId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: removeWebhook,
    input: () => ({ webhookId }),
    done: () => ({ message: "Removed" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

function settings(form: FormData) {
  return {
    name: text(form, "name") ?? "",
    url: text(form, "url")?.trim() ?? "",
    eventTypes: texts(form, "eventTypes"),
  };
}

function versionOf(form: FormData) {
  return { webhookId: text(form, "webhookId"), version: text(form, "version") };
}
