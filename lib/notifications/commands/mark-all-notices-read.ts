import { actingPerson } from "../../kernel/actor.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { noInput } from "../input.ts";
import { markRead } from "../store.ts";

/** Marks all of the actor's own notices as read. Gives how many were not. */
export const markAllNoticesRead = command({
  name: "mark-all-notices-read",
  permission: "notice:read",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const userId = actingPerson(actor)?.userId;
    const count = userId === undefined ? 0 : await markRead(tx, userId, null, now);
    if (count === 0) return unchanged({ count });
    return {
      result: { count },
      events: [
        {
          type: "notice.read",
          subject: { kind: "notices", id: null, name: count === 1 ? "1 notice" : `${count} notices` },
          detail: { count },
        },
      ],
    };
  },
});
