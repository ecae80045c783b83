import { query } from "../../kernel/query.ts";
import { daysOf } from "../absence.ts";
import { listAbsenceRows } from "../absence-store.ts";
import { noInput } from "../input.ts";

/** Who is or will be away, the next first, with who answers for them. Times are ISO 8601, UTC. */
export const listAbsences = query({
  name: "list-absences",
  permission: "user:read",
  input: noInput,
  run: async ({ tx, now }) =>
    (await listAbsenceRows(tx, now)).map(({ user, delegate, startsAt, endsAt, timeZone }) => ({
      person: { id: user.id, name: user.name, email: user.email },
      delegate: { id: delegate.id, name: delegate.name, email: delegate.email },
      /** The delegate has left, so nobody answers for this person. */
      isDelegateGone: !delegate.isActive,
      isOn: startsAt <= now,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      /** The first and the last day, in the time zone in which they were set. */
      ...daysOf({ startsAt, endsAt, timeZone }),
      timeZone,
    })),
});
