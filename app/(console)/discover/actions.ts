"use server";

import { readGovernance } from "#app/read-governance.ts";
import type { FormState } from "#components/form/form-state.ts";
import { claimCandidate } from "#lib/discovery/commands/claim-candidate.ts";
import { dismissCandidate } from "#lib/discovery/commands/dismiss-candidate.ts";
import { dismissCandidates } from "#lib/discovery/commands/dismiss-candidates.ts";
import { endCandidateClaim } from "#lib/discovery/commands/end-candidate-claim.ts";
import { mergeCandidate } from "#lib/discovery/commands/merge-candidate.ts";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { type RegisteredCandidate, registerCandidates } from "#lib/discovery/commands/register-candidates.ts";
import { restoreCandidate } from "#lib/discovery/commands/restore-candidate.ts";
import { submit, text, texts } from "#lib/doors/action.ts";

export async function registerCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerCandidate,
    input: () => ({ ...readCandidate(form), ...readGovernance(form) }),
    done: ({ slug }) => ({ message: "The server is registered", redirectTo: `/servers/${slug}` }),
  });
}

/** Answers for each candidate: which became servers, and why others did not. */
export async function registerCandidatesAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerCandidates,
    input: () => {
      const { name: _name, purpose: _purpose, ...shared } = readGovernance(form);
      const shown = texts(form, "shown").map((entry) => entry.split(" "));
      return {
        candidateIds: texts(form, "candidateId"),
        identityDigests: Object.fromEntries(shown) as Record<string, string>,
        ...shared,
      };
    },
    done: (rows) => ({ message: registeredWords(rows), result: { rows: JSON.stringify(rows) } }),
  });
}

/** The candidate as it was shown. */
function readCandidate(form: FormData) {
  return { candidateId: text(form, "candidateId"), identityDigest: text(form, "identityDigest") };
}

function registeredWords(rows: readonly RegisteredCandidate[]): string {
  const count = rows.filter((row) => row.slug !== null).length;
  const refused = rows.length - count;
  const words = count === 1 ? "1 server is registered." : `${count} servers are registered.`;
  if (refused === 0) return words;
  return `${words} ${refused === 1 ? "1 was not." : `${refused} were not.`}`;
}

export async function dismissCandidatesAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: dismissCandidates,
    input: () => ({ candidateIds: texts(form, "candidateId"), reason: text(form, "reason") ?? "" }),
    done: ({ dismissedCount }) => ({
      message:
        dismissedCount === 1 ? "1 candidate is dismissed" : `${dismissedCount} candidates are dismissed`,
    }),
  });
}

export async function restoreCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: restoreCandidate,
    input: () => ({ candidateId: text(form, "candidateId") }),
    done: () => ({ message: "The candidate waits again" }),
  });
}

export async function mergeCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: mergeCandidate,
    input: () => ({ ...readCandidate(form), serverId: text(form, "serverId") }),
    done: ({ slug }) => ({ message: "The candidate is merged", redirectTo: `/servers/${slug}` }),
  });
}

export async function dismissCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: dismissCandidate,
    input: () => ({ candidateId: text(form, "candidateId"), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "The candidate is dismissed", redirectTo: "/discover" }),
  });
}

export async function claimCandidateAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: claimCandidate,
    input: () => ({ candidateId: text(form, "candidateId"), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "An administrator is told that it is yours" }),
  });
}

export async function endClaimAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: endCandidateClaim,
    input: () => ({ candidateId: text(form, "candidateId"), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "The claim is over" }),
  });
}
