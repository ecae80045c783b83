"use server";

import type { FormState } from "#components/form/form-state.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairBreakGlass } from "#lib/approvals/commands/repair-break-glass.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { decideMany } from "#lib/approvals/decide-many.ts";
import { submit, submitEach, text, texts } from "#lib/doors/action.ts";

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

const REVIEWED = {
  open: "Your review counts; another one is wanted",
  overdue: "Your review counts; another one is wanted",
  cut: "It is cut at once; another review closes it",
  justified: "Reviewed by two: justified",
  unjustified: "Reviewed by two: not justified",
} as const;

export async function reviewBreakGlassAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: reviewBreakGlass,
    input: () => ({
      requestId: text(form, "requestId"),
      verdict: text(form, "verdict"),
      reason: text(form, "reason") ?? "",
    }),
    done: ({ state }) => ({ message: REVIEWED[state] }),
  });
}

export async function repairBreakGlassAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: repairBreakGlass,
    input: () => ({ requestId: text(form, "requestId"), reason: text(form, "reason") ?? "" }),
    done: ({ added }) => ({
      message:
        added === 1 ? "1 more person is asked to review it" : `${added} more people are asked to review it`,
    }),
  });
}

/** Decides on each by the command of a single one; what may be decided together is asked again there. */
export async function decideTogetherAction(_state: FormState, form: FormData): Promise<FormState> {
  const requests = texts(form, "request").map((one) => {
    const [id, version] = one.split(" ");
    return { id, version: Number(version) };
  });
  const asked = { decision: text(form, "decision"), reason: text(form, "reason") ?? "", requests };
  return submitEach(form, {
    run: (actor) => decideMany(actor, asked),
    done: (rows) => {
      const decided = rows.filter(({ outcome }) => outcome.ok).length;
      return {
        message: `${decided} of ${rows.length} decided`,
        result: { rows: JSON.stringify(rows) },
      };
    },
  });
}
