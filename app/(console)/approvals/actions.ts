"use server";

import type { FormState } from "#components/form/form-state.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { submit, text } from "#lib/doors/action.ts";

const DECIDED = {
  applied: "Approved: what was asked is in force",
  pending: "Your approval counts; others still have to decide",
  rejected: "Rejected: nothing was granted",
} as const;

export async function decideRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: decideRequest,
    input: () => ({
      requestId: text(form, "requestId"),
      decision: text(form, "decision"),
      reason: text(form, "reason") ?? "",
      durationDays: text(form, "durationDays"),
      version: Number(text(form, "version")),
    }),
    done: ({ state }) => ({ message: DECIDED[state] }),
  });
}

export async function repairRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: repairRequest,
    input: () => ({ requestId: text(form, "requestId"), reason: text(form, "reason") ?? "" }),
    done: ({ added }) => ({
      message: added === 1 ? "1 more person is asked" : `${added} more people are asked`,
    }),
  });
}

export async function withdrawRequestAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: withdrawRequest,
    input: () => ({ requestId: text(form, "requestId"), reason: text(form, "reason") }),
    done: () => ({ message: "The request is withdrawn" }),
  });
}
