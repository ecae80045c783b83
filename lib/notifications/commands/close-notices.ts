import { command, unchanged } from "../../kernel/command.ts";
import { closeNoticesInput } from "../input.ts";
import { markAskedRead } from "../store.ts";

/** Marks as read what asked people for something that is over, so that no e-mail says so any more either. */
export const closeNotices = command({
  name: "close-notices",
  permission: "notice:send",
  input: closeNoticesInput,
  run: async ({ tx, now }, { closings }) => {
    const count = await markAskedRead(tx, closings, now);
    if (count === 0) return unchanged({ count });
    return {
      result: { count },
      events: [
        {
          type: "notice.closed",
          subject: { kind: "notices", id: null, name: count === 1 ? "1 notice" : `${count} notices` },
          detail: { count, pages: closings.map(({ href }) => href) },
        },
      ],
    };
  },
});
