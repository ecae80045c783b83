"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { toSlug } from "#lib/inventory/slug.ts";
import { addStarterRoles } from "#lib/policy/commands/add-starter-roles.ts";
import { archiveServerRole } from "#lib/policy/commands/archive-server-role.ts";
import { createServerRole } from "#lib/policy/commands/create-server-role.ts";
import { updateServerRole } from "#lib/policy/commands/update-server-role.ts";
import { toPatterns } from "./to-patterns.ts";

export async function createServerRoleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: createServerRole,
    input: () => ({
      slug: toSlug(text(form, "name") ?? ""),
      name: text(form, "name") ?? "",
      description: text(form, "description") ?? "",
      ...ceilings(form),
    }),
    done: () => ({ message: "The role is added" }),
  });
}

export async function addStarterRolesAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: addStarterRoles,
    input: () => ({ slugs: texts(form, "slugs") }),
    done: ({ added }) => ({ message: addedWords(added.length) }),
  });
}

function addedWords(count: number): string {
  if (count === 0) return "They were there already";
  return count === 1 ? "1 starter role is added" : `${count} starter roles are added`;
}

export async function updateServerRoleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateServerRole,
    input: () => ({
      serverRoleId: text(form, "serverRoleId"),
      version: text(form, "version"),
      name: text(form, "name") ?? "",
      description: text(form, "description") ?? "",
      ...ceilings(form),
    }),
    done: ({ slug }) => ({
      message: "The role is changed; its servers are looked at anew",
      redirectTo: `/policy/roles/${slug}`,
    }),
  });
}

/** Resolves to nothing when done, or to why not. */
export async function archiveServerRoleAction(serverRoleId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: archiveServerRole,
    input: () => ({ serverRoleId }),
    done: () => ({ message: "Archived" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

function ceilings(form: FormData) {
  return {
    maxImpact: text(form, "maxImpact"),
    maxScopeBreadth: text(form, "maxScopeBreadth"),
    maxCredentialDays: text(form, "maxCredentialDays") ?? "",
    allowedScopes: toPatterns(text(form, "allowedScopes")),
    environments: texts(form, "environments"),
    dataClasses: texts(form, "dataClasses"),
  };
}
