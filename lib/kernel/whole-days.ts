import { z } from "zod";

/** Whole days as somebody gives them, from 1 to this many. */
export function wholeDays(most: number) {
  return z.coerce
    .number("Say how many days.")
    .int("Whole days, please.")
    .min(1, "At least 1 day.")
    .max(most, `At most ${most} days.`);
}
