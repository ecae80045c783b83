"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { retryEmail } from "#lib/notifications/commands/retry-email.ts";
import { saveMyPreferences } from "#lib/notifications/commands/save-my-preferences.ts";
import { GROUP_NAMES } from "#lib/notifications/event-group.ts";

export async function savePreferencesAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: saveMyPreferences,
    input: () => ({
      emails: Object.fromEntries(GROUP_NAMES.map((group) => [group, text(form, `emails.${group}`)])),
      timeZone: text(form, "timeZone") ?? null,
      digestHour: text(form, "digestHour"),
    }),
    done: () => ({ message: "Your choices are saved" }),
  });
}

export async function retryEmailAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: retryEmail,
    input: () => ({ emailId: text(form, "emailId") }),
    done: () => ({ message: "The e-mail is tried again" }),
  });
}
