import { command, unchanged } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { isEmailOn, sendEmailsJob } from "../email-setting.ts";
import { insertNoticeEmails } from "../email-store.ts";
import { sendNoticesInput } from "../input.ts";
import { lockWhatIsOver } from "../over-store.ts";
import { insertNotices } from "../store.ts";
import { isAsking } from "../what-is-over.ts";

/**
 * Tells people, each once per event, however often it is run. People who have left are not told. What is over by now is
 * kept as read, so that it asks for nothing. Whoever wants e-mail
 * at once gets one: put up here, sent by a job after commit.
 */
export const sendNotices = command({
  name: "send-notices",
  permission: "notice:send",
  input: sendNoticesInput,
  run: async ({ tx, actor, now }, { notices }) => {
    const asking = notices.flatMap(({ kind, subjectId }) => (isAsking(kind) ? (subjectId ?? []) : []));
    const over = await lockWhatIsOver(tx, actor.organizationId, asking);
    const rows = notices.map((notice) => ({
      ...notice,
      id: newId(now),
      readAt: over.isOver(notice) ? now.toISOString() : null,
    }));
    const count = await insertNotices(tx, actor.organizationId, rows, now);
    if (count === 0) return unchanged({ count });
    const kinds = [...new Set(notices.map((notice) => notice.kind))];
    const emails = rows.map(({ id }) => ({ id: newId(now), noticeId: id }));
    const emailCount = isEmailOn() ? await insertNoticeEmails(tx, emails, now) : 0;
    return {
      result: { count },
      jobs: emailCount === 0 ? [] : [sendEmailsJob(actor.organizationId)],
      events: [
        {
          type: "notice.sent",
          subject: { kind: "notices", id: null, name: count === 1 ? "1 notice" : `${count} notices` },
          detail: { count, kinds },
        },
      ],
    };
  },
});
