import { query } from "../../kernel/query.ts";
import { credentialDaysInput } from "../credential-input.ts";
import { countDays, DAY_COUNT_LIMIT } from "../credential-list-store.ts";
import { daysOfMonth } from "../expiry-window.ts";

/**
 * For each day of a month (this one when left out), how many active credentials end on it; `isCapped` says that
 * counting stopped there. Days are those of UTC, as YYYY-MM-DD.
 */
export const countCredentialDays = query({
  name: "count-credential-days",
  permission: "server:read",
  input: credentialDaysInput,
  run: async ({ tx, now }, { month = now.toISOString().slice(0, 7), ...filter }) => {
    const days = daysOfMonth(month);
    const counted = await countDays(tx, { ...filter, state: ["active"] }, days);
    const counts = new Map(counted.map(({ day, count }) => [day, count]));
    return {
      month,
      days: days.map((day) => {
        const count = counts.get(day) ?? 0;
        return { day, count: Math.min(count, DAY_COUNT_LIMIT), isCapped: count > DAY_COUNT_LIMIT };
      }),
    };
  },
});
