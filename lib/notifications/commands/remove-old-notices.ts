import { command, unchanged } from "../../kernel/command.ts";
import { removeEmailsBefore } from "../email-store.ts";
import { noInput } from "../input.ts";
import { KEPT_DAYS } from "../model.ts";
import { REMOVED_AT_ONCE } from "../removal.ts";
import { removeNoticesBefore } from "../store.ts";

const DAY_MS = 86_400_000;

/** Removes notices older than ninety days, ten thousand at a time; the sweep comes back for the rest. */
export const removeOldNotices = command({
  name: "remove-old-notices",
  permission: "notice:send",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
    const emailCount = await removeEmailsBefore(tx, before);
    const count = await removeNoticesBefore(tx, actor.organizationId, before);
    const isMore = Math.max(count, emailCount) === REMOVED_AT_ONCE;
    if (count === 0) return unchanged({ count, isMore });
    return {
      result: { count, isMore },
      events: [
        {
          type: "notice.expired_removed",
          subject: { kind: "notices", id: null, name: count === 1 ? "1 notice" : `${count} notices` },
          detail: { count },
        },
      ],
    };
  },
});
