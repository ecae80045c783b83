import { command } from "#lib/kernel/command.ts";
import { editSchedule, subjectOf } from "../edit-schedule.ts";
import { activeFrom } from "../schedule.ts";
import { scheduleVersionInput } from "../schedule-input.ts";
import { saveSchedule } from "../schedule-store.ts";

/** Goes on with a paused schedule from its next date: what passed meanwhile is not caught up, since that was wanted. */
export const resumeSchedule = command({
  name: "resume-schedule",
  permission: "campaign:manage",
  input: scheduleVersionInput,
  run: async ({ tx, actor, now }, input) => {
    const schedule = await editSchedule(tx, actor.organizationId, input, "resume");
    const fate = activeFrom(schedule.recurrence, now);
    await saveSchedule(tx, actor.organizationId, schedule, fate);
    const nextAt = fate.nextAt?.toISOString() ?? null;
    return {
      result: { scheduleId: schedule.id, version: schedule.version + 1, nextAt },
      events: [{ type: "review_schedule.resumed", subject: subjectOf(schedule), detail: { nextAt } }],
    };
  },
});
