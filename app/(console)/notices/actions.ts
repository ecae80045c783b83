"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { markAllNoticesRead } from "#lib/notifications/commands/mark-all-notices-read.ts";
import { markNoticeRead } from "#lib/notifications/commands/mark-notice-read.ts";

/** Marks one as read and goes to what it is about. */
export async function openNoticeAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: markNoticeRead,
    input: () => ({ noticeId: text(form, "noticeId") }),
    done: ({ href }) => ({ message: "Marked as read", ...(href === null ? {} : { redirectTo: href }) }),
  });
}

export async function markAllReadAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: markAllNoticesRead,
    input: () => ({}),
    done: ({ count }) => ({
      message: count === 1 ? "1 notice marked as read" : `${count} notices marked as read`,
    }),
  });
}
