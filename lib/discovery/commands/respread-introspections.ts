import { command, unchanged } from "../../kernel/command.ts";
import { respreadInput } from "../input.ts";
import { INTERVAL_DAYS } from "../introspection-schedule.ts";
import { loadDefaultInterval, respreadServers } from "../schedule-store.ts";

/** Servers given a new time in one transaction. */
const BATCH = 5_000;

/** One batch of a new default: returns the id to go on after, null when all have their time. */
export const respreadIntrospections = command({
  name: "respread-introspections",
  permission: "introspection:run",
  input: respreadInput,
  run: async ({ tx, actor, now }, { after }) => {
    const { interval } = await loadDefaultInterval(tx, actor.organizationId);
    const days = interval === "off" ? null : INTERVAL_DAYS[interval];
    const { count, last } = await respreadServers(tx, after, { days, limit: BATCH, now });
    if (count === 0) return unchanged({ after: null });
    return {
      result: { after: last },
      events: [
        {
          type: "introspection.rescheduled",
          subject: { kind: "organization", id: actor.organizationId, name: "Introspection schedule" },
          detail: { interval, servers: count },
        },
      ],
    };
  },
});
