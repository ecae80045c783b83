"use client";

import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { ScheduleView } from "#lib/reviews/schedule-view.ts";
import { deleteScheduleAction, pauseScheduleAction, resumeScheduleAction } from "../actions.ts";

/** Pauses or resumes it, or ends it for good. */
export function ScheduleActions({ schedule }: { schedule: ScheduleView }) {
  const { id, name, state, version } = schedule;
  const isPaused = state === "paused";
  return (
    <>
      {state !== "over" && (
        <Form
          action={isPaused ? resumeScheduleAction : pauseScheduleAction}
          aria-label={isPaused ? `Resume ${name}` : `Pause ${name}`}
        >
          <input type="hidden" name="scheduleId" value={id} />
          <input type="hidden" name="version" value={version} />
          <SubmitButton variant="secondary">{isPaused ? "Resume" : "Pause"}</SubmitButton>
        </Form>
      )}
      <ConfirmDialog
        trigger={<Button>Delete</Button>}
        title={`Delete ${name}`}
        confirmLabel="Delete the schedule"
        isDangerous
        onConfirm={() => deleteScheduleAction(id, version)}
      >
        It opens no more reviews. Those that it opened stay as they are, and say which schedule it was. To
        stop it for a while, pause it.
      </ConfirmDialog>
    </>
  );
}
