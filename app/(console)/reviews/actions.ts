"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { decideItems } from "#lib/reviews/commands/decide-items.ts";
import { undoDecisions } from "#lib/reviews/commands/undo-decisions.ts";
import { readChange, readServerAnswers } from "./read-answer.ts";

const ANSWERED = {
  keep: "Kept",
  revoke: "To be revoked when the review closes",
  undecided: "Taken back",
  change: "Marked to be changed",
} as const;

/** Also takes an answer back: `decision` is then `undecided`. `version` in the result is the item's new one. */
export async function decideItemAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: decideItem,
    input: () => ({
      itemId: text(form, "itemId"),
      decision: text(form, "decision"),
      reason: text(form, "reason"),
      change: text(form, "decision") === "change" ? readChange(form) : undefined,
      answers: readServerAnswers(form),
      version: text(form, "version"),
    }),
    done: ({ decision, version }) => ({ message: ANSWERED[decision], result: { version: String(version) } }),
  });
}

/** One answer for many items of low risk: those named, or all that the filter in the form finds. */
export async function decideItemsAction(_state: FormState, form: FormData): Promise<FormState> {
  const ids = texts(form, "itemId");
  return submit(form, {
    command: decideItems,
    input: () => ({
      campaignId: text(form, "campaignId"),
      decision: text(form, "decision"),
      reason: text(form, "reason"),
      count: text(form, "count"),
      ...(ids.length > 0 ? { itemIds: ids } : { kind: texts(form, "kind"), q: text(form, "q") }),
    }),
    done: ({ batchId, answered, hasMore }) => ({
      message: `${answered.toLocaleString("en")} answered${hasMore ? "; there are more" : ""}`,
      result: { batchId },
    }),
  });
}

export async function undoDecisionsAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: undoDecisions,
    input: () => ({ batchId: text(form, "batchId") }),
    done: ({ undone }) => ({ message: `${undone.toLocaleString("en")} taken back` }),
  });
}
