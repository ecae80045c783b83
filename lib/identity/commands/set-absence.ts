import { actingPerson, type Role } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { dayInWords } from "../../kernel/day-in-words.ts";
import { env } from "../../kernel/env.ts";
import { PERMISSIONS } from "../../kernel/permissions.ts";
import { absencePeriod } from "../absence.ts";
import { findChosenTimeZone, saveAbsence } from "../absence-store.ts";
import { setAbsenceInput } from "../input.ts";
import { loadUser } from "../store.ts";

/**
 * Says from when to when the person who asks is away, and who answers requests in their place meanwhile. For oneself
 * only; it takes the place of the period set before.
 */
export const setAbsence = command({
  name: "set-absence",
  permission: "absence:set",
  input: setAbsenceInput,
  run: async ({ tx, actor, now }, { delegateId, startsOn, endsOn }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only people are away.");
    const invalid = (fields: Record<string, string>) =>
      new AppError("invalid", "One field needs attention.", { fields });
    if (delegateId === person.userId) throw invalid({ delegateId: "Choose somebody else than yourself." });
    const chosen = await findChosenTimeZone(tx, actor.organizationId, person.userId);
    const timeZone = chosen ?? env().STEWARD_TIME_ZONE;
    const answer = absencePeriod({ startsOn, endsOn, timeZone }, now);
    if (!answer.ok) throw invalid(answer.fields);
    const delegate = await loadUser(tx, actor.organizationId, delegateId);
    const deciders: readonly Role[] = PERMISSIONS["request:decide"].people;
    const mayDecide = delegate.roleAssignments.some(({ role }) => deciders.includes(role));
    if (!delegate.isActive) throw invalid({ delegateId: "Choose an active person." });
    if (!mayDecide) throw invalid({ delegateId: `${delegate.name} has no role that may decide.` });
    const key = { organizationId: actor.organizationId, userId: person.userId };
    await saveAbsence(tx, key, { ...answer.period, delegateId, setAt: now });
    const user = await loadUser(tx, actor.organizationId, person.userId);
    return {
      result: null,
      events: [
        {
          type: "absence.set",
          subject: { kind: "user", id: user.id, name: user.name },
          detail: {
            delegate: delegate.name,
            from: dayInWords(startsOn),
            until: dayInWords(endsOn),
            timeZone,
            notify: [delegate.id],
            href: "/settings?tab=away",
          },
        },
      ],
    };
  },
});
