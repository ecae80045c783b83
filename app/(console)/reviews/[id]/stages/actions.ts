"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { reassignItems } from "#lib/reviews/commands/reassign-items.ts";

export async function endStageAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: endStage,
    input: () => ({ campaignId: text(form, "campaignId"), stage: text(form, "stage") }),
    done: ({ stage }) => ({ message: `Stage ${stage} is open` }),
  });
}

/** One item (`itemId`), or all that waits for somebody (`fromId`). */
export async function reassignItemsAction(_state: FormState, form: FormData): Promise<FormState> {
  const itemId = text(form, "itemId");
  return submit(form, {
    command: reassignItems,
    input: () => ({
      campaignId: text(form, "campaignId") ?? "",
      ...(itemId === undefined ? { fromId: text(form, "fromId") } : { itemIds: [itemId] }),
      toId: text(form, "toId") ?? "",
      reason: text(form, "reason") ?? "",
    }),
    done: ({ items, leftOut }) => ({ message: passedWords(items, leftOut) }),
  });
}

function passedWords(items: number, leftOut: number): string {
  const passed = items === 1 ? "1 item was passed on" : `${items.toLocaleString("en")} items were passed on`;
  return leftOut === 0
    ? passed
    : `${passed}; ${leftOut.toLocaleString("en")} stay, because this person cannot review them`;
}
