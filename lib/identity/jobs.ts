import { systemActor } from "../kernel/actor.ts";
import type { Sweep } from "../kernel/reaction.ts";
import { removeExpiredSessions } from "./commands/remove-expired-sessions.ts";

/** An expired session lets nobody in whether or not it is still there; this keeps the table small. */
export const sweeps: Sweep[] = [
  {
    name: "remove-expired-sessions",
    everyMinutes: 60,
    run: async (organizationId) => {
      await removeExpiredSessions(systemActor(organizationId, "session sweep"), {});
    },
  },
];
