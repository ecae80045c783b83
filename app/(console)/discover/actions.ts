"use server";

import { readGovernance } from "#app/read-governance.ts";
import type { FormState } from "#components/form/form-state.ts";
import { dismissCandidate } from "#lib/discovery/commands/dismiss-candidate.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { submit, text } from "#lib/doors/action.ts";

export async function registerCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerCandidate,
    input: () => ({ candidateId: text(form, "candidateId"), ...readGovernance(form) }),
    done: ({ slug }) => ({ message: "The server is registered", redirectTo: `/servers/${slug}` }),
  });
}

export async function dismissCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: dismissCandidate,
    input: () => ({ candidateId: text(form, "candidateId"), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "The candidate is dismissed", redirectTo: "/discover" }),
  });
}
