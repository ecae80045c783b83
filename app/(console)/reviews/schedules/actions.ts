"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { changeSchedule } from "#lib/reviews/commands/change-schedule.ts";
import { changeTrigger } from "#lib/reviews/commands/change-trigger.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { deleteSchedule } from "#lib/reviews/commands/delete-schedule.ts";
import { pauseSchedule } from "#lib/reviews/commands/pause-schedule.ts";
import { resumeSchedule } from "#lib/reviews/commands/resume-schedule.ts";

const asked = (form: FormData) => ({
  definition: readJson(form, "definition"),
  recurrence: readJson(form, "recurrence"),
  startsItself: text(form, "startsItself") !== undefined,
});

const shown = (form: FormData) => ({ scheduleId: text(form, "scheduleId"), version: text(form, "version") });

export async function defineScheduleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: defineSchedule,
    input: () => asked(form),
    done: () => ({ message: "The schedule is saved", redirectTo: "/reviews/schedules" }),
  });
}

export async function changeScheduleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: changeSchedule,
    input: () => ({ ...shown(form), ...asked(form) }),
    done: () => ({ message: "The schedule is saved", redirectTo: "/reviews/schedules" }),
  });
}

export async function pauseScheduleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: pauseSchedule,
    input: () => shown(form),
    done: () => ({ message: "The schedule is paused" }),
  });
}

export async function resumeScheduleAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: resumeSchedule,
    input: () => shown(form),
    done: () => ({ message: "The schedule goes on" }),
  });
}

/** Gives why not, where it could not be deleted. */
export async function deleteScheduleAction(scheduleId: string, version: number): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: deleteSchedule,
    input: () => ({ scheduleId, version }),
    done: () => ({ message: "Deleted", redirectTo: "/reviews/schedules" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

export async function changeTriggerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: changeTrigger,
    input: () => ({
      kind: text(form, "kind"),
      isOn: text(form, "isOn") !== undefined,
      terms: readJson(form, "terms"),
      version: text(form, "version"),
    }),
    done: () => ({ message: "Saved", redirectTo: "/reviews/schedules" }),
  });
}

/** A part of the form that is sent as JSON; the command's schema judges it. */
function readJson(form: FormData, name: string): unknown {
  try {
    return JSON.parse(text(form, name) ?? "null");
  } catch {
    return null;
  }
}
