import { command, unchanged } from "../../kernel/command.ts";
import { closeNoticesInput } from "../input.ts";
import { lockWhatIsOver } from "../over-store.ts";
import { markAskedRead } from "../store.ts";

/** Marks as read what asked people for something that is over, so that no e-mail says so any more either. */
export const closeNotices = command({
  name: "close-notices",
  permission: "notice:send",
  input: closeNoticesInput,
  run: async ({ tx, actor, now }, { closings }) => {
    const over = await lockWhatIsOver(
      tx,
      actor.organizationId,
      closings.flatMap(({ subjectId }) => subjectId ?? []),
    );
    // What was asked for again since is not closed by what was told late.
    const standing = closings.flatMap(({ href, kinds }) => {
      const closed = kinds.filter((kind) => !over.isAskedFor({ href, kind }));
      return closed.length === 0 ? [] : [{ href, kinds: closed }];
    });
    if (standing.length === 0) return unchanged({ count: 0 });
    const count = await markAskedRead(tx, standing, now);
    if (count === 0) return unchanged({ count });
    return {
      result: { count },
      events: [
        {
          type: "notice.closed",
          subject: { kind: "notices", id: null, name: count === 1 ? "1 notice" : `${count} notices` },
          detail: { count, pages: standing.map(({ href }) => href) },
        },
      ],
    };
  },
});
