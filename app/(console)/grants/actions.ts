"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { GRANT_ACTIONS } from "#lib/grants/acts.ts";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { CHANGES, grantsInWords } from "./change-words.ts";

export async function changeGrantsAction(_state: FormState, form: FormData): Promise<FormState> {
  const action = GRANT_ACTIONS.find((one) => one === text(form, "action"));
  return submit(form, {
    command: changeGrants,
    input: () => ({
      grantIds: texts(form, "grantId"),
      action,
      reason: text(form, "reason") ?? "",
      acknowledged: text(form, "acknowledged"),
    }),
    done: ({ changed, refused }) => ({
      message: [
        `${grantsInWords(changed.length)} ${changed.length === 1 ? "is" : "are"} ${action === undefined ? "changed" : CHANGES[action].done}`,
        ...(refused.length === 0 ? [] : [`${refused.length} left as before`]),
      ].join("; "),
      result: { refused: JSON.stringify(refused) },
    }),
  });
}
