"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
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
