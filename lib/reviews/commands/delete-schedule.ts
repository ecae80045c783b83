import { command } from "#lib/kernel/command.ts";
import { editSchedule, subjectOf } from "../edit-schedule.ts";
import { scheduleVersionInput } from "../schedule-input.ts";
import { removeSchedule } from "../schedule-store.ts";
import { seal } from "../seal.ts";

/** Ends a schedule for good. Its reviews stay, and say which schedule opened them; what it was is in the trail. */
export const deleteSchedule = command({
  name: "delete-schedule",
  permission: "campaign:manage",
  input: scheduleVersionInput,
  run: async ({ tx, actor }, input) => {
    const schedule = await editSchedule(tx, actor.organizationId, input, "delete");
    await removeSchedule(tx, actor.organizationId, schedule);
    const { recurrence, startsItself, definition } = schedule;
    return {
      result: null,
      events: [
        {
          type: "review_schedule.deleted",
          subject: subjectOf(schedule),
          detail: { recurrence, startsItself, definition: seal(definition) },
        },
      ],
    };
  },
});
