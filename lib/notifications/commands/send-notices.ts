import { command, unchanged } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { isEmailOn, sendEmailsJob } from "../email-setting.ts";
import { insertNoticeEmails } from "../email-store.ts";
import { sendNoticesInput } from "../input.ts";
import { insertNotices } from "../store.ts";

/**
 * Tells people, each once per event, however often it is run. People who have left are not told. Whoever wants e-mail
 * at once gets one: put up here, sent by a job after commit.
 */
export const sendNotices = command({
  name: "send-notices",
  permission: "notice:send",
  input: sendNoticesInput,
  run: async ({ tx, actor, now }, { notices }) => {
    const rows = notices.map((notice) => ({ ...notice, id: newId(now) }));
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
