import { actingPerson } from "../../kernel/actor.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { noInput } from "../input.ts";
import { deleteSession } from "../store.ts";

/** Ends the session the person is acting through, at once. */
export const signOut = command({
  name: "sign-out",
  permission: "session:end",
  input: noInput,
  run: async ({ tx, actor }) => {
    const person = actingPerson(actor);
    if (person === null) return unchanged(null);
    const ended = await deleteSession(tx, person.organizationId, person.sessionId);
    if (ended === 0) return unchanged(null);
    return {
      result: null,
      events: [
        {
          type: "user.signed_out",
          subject: { kind: "user", id: person.userId, name: person.name },
          detail: {},
        },
      ],
    };
  },
});
