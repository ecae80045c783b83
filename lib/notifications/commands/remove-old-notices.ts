import { command, unchanged } from "../../kernel/command.ts";
import { removeEmailsBefore } from "../email-store.ts";
import { noInput } from "../input.ts";
import { KEPT_DAYS } from "../model.ts";
import { REMOVED_AT_ONCE } from "../removal.ts";
import { removeNoticesBefore } from "../store.ts";

const DAY_MS = 86_400_000;

/** Removes notices older than ninety days, and e-mails, ten thousand at a time; the sweep comes back for the rest. */
export const removeOldNotices = command({
  name: "remove-old-notices",
  permission: "notice:send",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
    const emailCount = await removeEmailsBefore(tx, before);
    const count = await removeNoticesBefore(tx, actor.organizationId, before);
    const isMore = Math.max(count, emailCount) === REMOVED_AT_ONCE;
    if (count + emailCount === 0) return unchanged({ count, emailCount, isMore });
    return {
      result: { count, emailCount, isMore },
      events: [
        {
          type: "notice.expired_removed",
          subject: { kind: "notices", id: null, name: removedWords(count, emailCount) },
          detail: { count, emailCount },
        },
      ],
    };
  },
});

function removedWords(notices: number, emails: number): string {
  const told = notices === 1 ? "1 notice" : `${notices} notices`;
  return emails === 0 ? told : `${told}, ${emails === 1 ? "1 e-mail" : `${emails} e-mails`}`;
}
