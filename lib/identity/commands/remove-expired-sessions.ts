import { command, unchanged } from "../../kernel/command.ts";
import { noInput } from "../input.ts";
import { deleteSessionsExpiredBefore } from "../store.ts";

/** Milliseconds a session is kept after its end, so that a complaint of yesterday can still be looked into. */
const KEPT_MS = 86_400_000;

/** Removes the browser sessions that ended more than a day ago; gives how many. None of them let anybody in. */
export const removeExpiredSessions = command({
  name: "remove-expired-sessions",
  permission: "session:sweep",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const count = await deleteSessionsExpiredBefore(tx, new Date(now.getTime() - KEPT_MS));
    if (count === 0) return unchanged({ count });
    const subject = { kind: "organization", id: actor.organizationId, name: "Sessions" };
    return { result: { count }, events: [{ type: "session.expired_removed", subject, detail: { count } }] };
  },
});
