import { actingPerson } from "../../kernel/actor.ts";
import { notFound } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { markNoticeReadInput } from "../input.ts";
import { loadNotice, markRead } from "../store.ts";

/** Marks one of the actor's own notices as read, and gives where it leads. @throws AppError `not_found` for anybody else's */
export const markNoticeRead = command({
  name: "mark-notice-read",
  permission: "notice:read",
  input: markNoticeReadInput,
  run: async ({ tx, actor, now }, { noticeId }) => {
    const userId = actingPerson(actor)?.userId;
    if (userId === undefined) throw notFound("notice");
    const { href } = await loadNotice(tx, userId, noticeId);
    const count = await markRead(tx, userId, noticeId, now);
    if (count === 0) return unchanged({ href });
    return {
      result: { href },
      events: [
        {
          type: "notice.read",
          subject: { kind: "notice", id: noticeId, name: "1 notice" },
          detail: { count },
        },
      ],
    };
  },
});
