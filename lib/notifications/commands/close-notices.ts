import { command, unchanged } from "../../kernel/command.ts";
import { closeNoticesInput } from "../input.ts";
import { markAskedRead } from "../store.ts";

/** Marks as read what asked people for an answer to these requests: they are over, so no e-mail says so any more. */
export const closeNotices = command({
  name: "close-notices",
  permission: "notice:send",
  input: closeNoticesInput,
  run: async ({ tx, now }, { requestIds }) => {
    const hrefs = requestIds.map((id) => `/approvals/${id}`);
    const count = await markAskedRead(tx, hrefs, now);
    if (count === 0) return unchanged({ count });
    return {
      result: { count },
      events: [
        {
          type: "notice.closed",
          subject: { kind: "notices", id: null, name: count === 1 ? "1 notice" : `${count} notices` },
          detail: { count, requestIds },
        },
      ],
    };
  },
});
