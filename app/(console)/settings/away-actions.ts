"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { endAbsence } from "#lib/identity/commands/end-absence.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";

export async function setAbsenceAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: setAbsence,
    input: () => ({
      delegateId: text(form, "delegateId") ?? "",
      startsOn: text(form, "startsOn") ?? "",
      endsOn: text(form, "endsOn") ?? "",
    }),
    done: () => ({ message: "It is saved, and your delegate is told" }),
  });
}

/** Resolves to nothing when done, or to why not. */
export async function endAbsenceAction(userId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: endAbsence,
    input: () => ({ userId }),
    done: () => ({ message: "The absence is ended" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}
