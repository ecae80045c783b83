import { actingPerson } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { mayEndAbsence } from "../absence.ts";
import { deleteAbsence, findAbsence } from "../absence-store.ts";
import { endAbsenceInput } from "../input.ts";

/** Ends an absence at once: one's own, or for an administrator anybody's. The delegate answers for nobody from then on. */
export const endAbsence = command({
  name: "end-absence",
  permission: "absence:set",
  input: endAbsenceInput,
  run: async ({ tx, actor }, { userId }) => {
    if (!mayEndAbsence(actor, userId)) {
      throw new AppError("forbidden", "Only the person themselves or an administrator may end it.");
    }
    const found = await findAbsence(tx, actor.organizationId, userId);
    if (found === null || !(await deleteAbsence(tx, { organizationId: actor.organizationId, userId }))) {
      return unchanged(null);
    }
    const told = [found.userId, found.delegateId].filter((id) => id !== actingPerson(actor)?.userId);
    return {
      result: null,
      events: [
        {
          type: "absence.ended",
          subject: { kind: "user", id: userId, name: found.user.name },
          detail: { delegate: found.delegate.name, notify: told, href: "/settings?tab=away" },
        },
      ],
    };
  },
});
