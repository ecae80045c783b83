"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { answer } from "#lib/doors/page.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { reopenPolicy } from "#lib/policy/commands/reopen-policy.ts";
import { withdrawPolicy } from "#lib/policy/commands/withdraw-policy.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";

const number = (form: FormData) => text(form, "number");
const shown = (form: FormData) => ({ number: number(form), version: text(form, "version") });

export async function draftPolicyAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: draftPolicy,
    input: () => ({ from: text(form, "from") }),
    done: (draft) => ({ message: "The change is begun", redirectTo: `/policy/approval/${draft.number}` }),
  });
}

export async function editPolicyAction(_state: FormState, form: FormData): Promise<FormState> {
  const saved = await submit(form, {
    command: editPolicy,
    input: () => ({ ...shown(form), document: readDocument(form), summary: text(form, "summary") ?? "" }),
    done: () => ({ message: "The draft is saved" }),
  });
  if (saved.status !== "done") return saved;
  const found = await answer((actor) => getPolicyVersion(actor, { number: Number(number(form)) }));
  const [first, ...others] = found.ok ? found.data.problems : [];
  if (first === undefined) return saved;
  const stands = others.length === 0 ? "one thing stands" : `${others.length + 1} things stand`;
  return { ...saved, message: `The draft is saved; ${stands} in its way. ${first.reason}` };
}

/** The editor sends the whole document as JSON; the command's schema judges it. */
function readDocument(form: FormData): unknown {
  try {
    return JSON.parse(text(form, "document") ?? "null");
  } catch {
    return null;
  }
}

export async function proposePolicyAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: proposePolicy,
    input: () => ({ ...shown(form), summary: text(form, "summary") ?? "" }),
    done: () => ({ message: "The change waits for a second person" }),
  });
}

export async function decidePolicyAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: decidePolicy,
    input: () => ({ ...shown(form), decision: text(form, "decision"), reason: text(form, "reason") ?? "" }),
    done: ({ state }) => ({
      message: state === "active" ? "Approved: this policy is in force" : "Rejected: nothing changes",
    }),
  });
}

export async function reopenPolicyAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: reopenPolicy,
    input: () => ({ number: number(form), reason: text(form, "reason") }),
    done: () => ({ message: "It is a draft again" }),
  });
}

export async function withdrawPolicyAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: withdrawPolicy,
    input: () => ({ number: number(form), reason: text(form, "reason") }),
    done: () => ({ message: "The change is withdrawn" }),
  });
}
