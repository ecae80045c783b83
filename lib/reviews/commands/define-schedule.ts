import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { newId } from "#lib/kernel/id.ts";
import { subjectOf } from "../edit-schedule.ts";
import { activeFrom } from "../schedule.ts";
import { defineScheduleInput } from "../schedule-input.ts";
import { insertSchedule } from "../schedule-store.ts";
import { seal } from "../seal.ts";

/**
 * Writes down a review that comes back. Each of its dates opens one by itself.
 *
 * @throws AppError `invalid` when its rule has no date that is still to come
 */
export const defineSchedule = command({
  name: "define-schedule",
  permission: "campaign:manage",
  input: defineScheduleInput,
  run: async ({ tx, actor, now }, { definition, recurrence, startsItself }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person can define a schedule.");
    const active = activeFrom(recurrence, now);
    if (active.nextAt === null) {
      const message = "All of its days have passed.";
      throw new AppError("invalid", message, { fields: { "recurrence.rule": message } });
    }
    const id = newId(now);
    await insertSchedule(tx, actor.organizationId, {
      ...{ id, definition, recurrence, startsItself },
      ...active,
      createdById: person.userId,
      createdAt: now,
    });
    return {
      result: { scheduleId: id, version: 1, nextAt: active.nextAt.toISOString() },
      events: [
        {
          type: "review_schedule.defined",
          subject: subjectOf({ id, name: definition.name }),
          detail: {
            definition: seal(definition),
            recurrence,
            startsItself,
            nextAt: active.nextAt.toISOString(),
          },
        },
      ],
    };
  },
});
