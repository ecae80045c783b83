import { query } from "../../kernel/query.ts";
import { loadDigest } from "../digest-store.ts";
import type { EmailContent } from "../email-message.ts";
import { loadEmail } from "../email-store.ts";
import { choicesOf, groupOf } from "../event-group.ts";
import { emailAttemptInput } from "../input.ts";

/** Notices a digest shows; the rest is a number. */
const SHOWN_MAX = 30;

type Email =
  | { isWanted: true; to: { name: string; email: string }; content: EmailContent }
  | { isWanted: false; reason: string | null };

/**
 * What an e-mail says and to whom, as things are now; or why nobody needs it any more. Null is the reason where this
 * attempt counts as lost by now: whoever takes it after that sends it.
 */
export const readEmail = query({
  name: "read-email",
  permission: "email:send",
  input: emailAttemptInput,
  run: async ({ tx, now }, { emailId, attempt }): Promise<Email> => {
    const { id, state, attempts, dueAt, user, notice, digestOn } = await loadEmail(tx, emailId);
    if (state !== "sending" || attempts !== attempt || dueAt <= now) return { isWanted: false, reason: null };
    const to = { name: user.name, email: user.email };
    if (!user.isActive) return notWanted("The person has left.");
    if (notice !== null) {
      if (notice.readAt !== null) return notWanted("It was read before it could be sent.");
      if (choicesOf(user.noticePreference?.emails)[groupOf(notice.kind)] === "off")
        return notWanted("The person turned such e-mails off meanwhile.");
      const { title, body, href } = notice;
      const content = {
        key: notice.id,
        kind: "notice",
        notices: [{ title, body, href }],
        moreCount: 0,
      } as const;
      return { isWanted: true, to, content };
    }
    const { notices, total } = await loadDigest(tx, user.id, SHOWN_MAX, now);
    if (notices.length === 0) return notWanted("Everything was read before it could be sent.");
    const key = `digest.${digestOn?.toISOString().slice(0, 10)}.${id}`;
    return {
      isWanted: true,
      to,
      content: { key, kind: "digest", notices, moreCount: total - notices.length },
    };
  },
});

function notWanted(reason: string): Email {
  return { isWanted: false, reason };
}
