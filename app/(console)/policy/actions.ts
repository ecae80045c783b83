"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { toSlug } from "#lib/inventory/slug.ts";
import { createServerRole } from "#lib/policy/commands/create-server-role.ts";

export async function createServerRoleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: createServerRole,
    input: () => ({
      slug: toSlug(text(form, "name") ?? ""),
      name: text(form, "name") ?? "",
      description: text(form, "description") ?? "",
      maxImpact: text(form, "maxImpact"),
      maxScopeBreadth: text(form, "maxScopeBreadth"),
      maxCredentialDays: text(form, "maxCredentialDays") ?? "",
    }),
    done: () => ({ message: "The role is added" }),
  });
}
