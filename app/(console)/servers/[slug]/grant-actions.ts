"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { saveRevocationPath } from "#lib/grants/commands/save-revocation-path.ts";

export async function revokeGrantAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: revokeGrant,
    input: () => ({ grantId: text(form, "grantId"), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "The grant is revoked" }),
  });
}

export async function saveRevocationPathAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: saveRevocationPath,
    input: () => ({
      serverId: text(form, "serverId"),
      hash: text(form, "hash"),
      steps: Array.from({ length: stepCount(form) }, (_, index) => readStep(form, `steps.${index}`)),
    }),
    done: () => ({
      message: "The revocation path is saved",
      redirectTo: `/servers/${text(form, "slug")}?tab=revocation`,
    }),
  });
}

/** Bounded here, so that a forged number makes no long list; the command says how many are allowed. */
function stepCount(form: FormData): number {
  const count = Number(text(form, "stepCount"));
  return Number.isInteger(count) && count >= 0 && count <= 100 ? count : 0;
}

function readStep(form: FormData, prefix: string) {
  return {
    kind: text(form, `${prefix}.kind`),
    title: text(form, `${prefix}.title`) ?? "",
    instructions: text(form, `${prefix}.instructions`) ?? "",
    responsibleId: text(form, `${prefix}.responsibleId`) ?? null,
  };
}
