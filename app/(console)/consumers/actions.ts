"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { deactivateConsumer } from "#lib/grants/commands/deactivate-consumer.ts";
import { reactivateConsumer } from "#lib/inventory/commands/reactivate-consumer.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";

export async function updateConsumerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateConsumer,
    input: () => ({
      consumerId: text(form, "consumerId"),
      version: Number(text(form, "version")),
      name: text(form, "name") ?? "",
      kind: text(form, "kind"),
      ownerId: text(form, "ownerId"),
    }),
    done: () => ({ message: "The consumer's record is changed" }),
  });
}

export async function deactivateConsumerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: deactivateConsumer,
    input: () => ({
      consumerId: text(form, "consumerId"),
      version: Number(text(form, "version")),
      reason: text(form, "reason") ?? "",
      endGrants: text(form, "endGrants") !== undefined,
    }),
    done: ({ grantsEnded }) => ({ message: deactivatedWords(grantsEnded) }),
  });
}

function deactivatedWords(grantsEnded: number): string {
  if (grantsEnded === 0) return "The consumer is inactive";
  return `The consumer is inactive, and ${grantsEnded === 1 ? "one access is" : `${grantsEnded} accesses are`} revoked`;
}

export async function reactivateConsumerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: reactivateConsumer,
    input: () => ({ consumerId: text(form, "consumerId"), version: Number(text(form, "version")) }),
    done: () => ({ message: "The consumer is active again" }),
  });
}
