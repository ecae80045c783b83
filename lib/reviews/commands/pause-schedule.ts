import { command } from "#lib/kernel/command.ts";
import { editSchedule, subjectOf } from "../edit-schedule.ts";
import { scheduleVersionInput } from "../schedule-input.ts";
import { saveSchedule } from "../schedule-store.ts";

/** Opens no more reviews of a schedule until it is resumed. Those that are open go on. */
export const pauseSchedule = command({
  name: "pause-schedule",
  permission: "campaign:manage",
  input: scheduleVersionInput,
  run: async ({ tx, actor }, input) => {
    const schedule = await editSchedule(tx, actor.organizationId, input, "pause");
    await saveSchedule(tx, actor.organizationId, schedule, { state: "paused", nextAt: null });
    return {
      result: { scheduleId: schedule.id, version: schedule.version + 1 },
      events: [{ type: "review_schedule.paused", subject: subjectOf(schedule), detail: {} }],
    };
  },
});
