import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { changes } from "#lib/kernel/events.ts";
import { withAuthor } from "../author.ts";
import { editSchedule, subjectOf } from "../edit-schedule.ts";
import { activeFrom } from "../schedule.ts";
import { changeScheduleInput } from "../schedule-input.ts";
import { saveSchedule } from "../schedule-store.ts";
import { seal } from "../seal.ts";

/**
 * Changes what a schedule's reviews ask and when they come, from now on: reviews that are open stay as they are, and a
 * date that has passed is not caught up.
 *
 * @throws AppError `refused`, `conflict`; `invalid` when its rule has no date that is still to come
 */
export const changeSchedule = command({
  name: "change-schedule",
  permission: "campaign:manage",
  input: changeScheduleInput,
  run: async ({ tx, actor, now }, { scheduleId, version, ...asked }) => {
    const before = await editSchedule(tx, actor.organizationId, { scheduleId, version }, "change");
    const active = activeFrom(asked.recurrence, now);
    if (active.nextAt === null) {
      const message = "All of its days have passed.";
      throw new AppError("invalid", message, { fields: { "recurrence.rule": message } });
    }
    // A date that has come just now is not lost by another change.
    const isSameDates = seal(before.recurrence) === seal(asked.recurrence);
    const fate = before.state === "paused" || isSameDates ? {} : active;
    const changedByIds = withAuthor(before.changedByIds, actor);
    await saveSchedule(tx, actor.organizationId, before, { asked, changedByIds, ...fate });
    const { definition, recurrence, startsItself } = asked;
    return {
      result: { scheduleId, version: version + 1 },
      events: [
        {
          type: "review_schedule.changed",
          subject: subjectOf({ id: scheduleId, name: definition.name }),
          detail: {
            changes: changes(
              {
                definition: seal(before.definition),
                recurrence: before.recurrence,
                startsItself: before.startsItself,
              },
              { definition: seal(definition), recurrence, startsItself },
            ),
          },
        },
      ],
    };
  },
});
