import { z } from "zod";
import { writtenDefinition } from "./input.ts";
import { recurrenceInput } from "./recurrence.ts";

const asked = {
  /** What each of its reviews asks for; its name is the schedule's, and the date is put behind it. */
  definition: writtenDefinition,
  recurrence: recurrenceInput,
  /** Started as soon as it is staged, when nothing speaks against it; otherwise an administrator is told. */
  startsItself: z.boolean().default(false),
};

export const defineScheduleInput = z.object(asked);

const version = z.coerce.number().int().min(1);

export const changeScheduleInput = z.object({ scheduleId: z.uuid(), ...asked, version });

export const scheduleInput = z.object({ scheduleId: z.uuid() });

/** A schedule as it was on the screen. */
export const scheduleVersionInput = z.object({ scheduleId: z.uuid(), version });

export const listSchedulesInput = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
