import { actingPerson } from "../../kernel/actor.ts";
import { parseIdCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { listMyNoticesInput } from "../input.ts";
import { listNoticeRows, type NoticeRow } from "../store.ts";

/** A page of what the actor was told, newest first. Times are ISO 8601. */
export const listMyNotices = query({
  name: "list-my-notices",
  permission: "notice:read",
  input: listMyNoticesInput,
  run: async ({ tx, actor }, { isUnreadOnly, cursor, limit }) => {
    const userId = actingPerson(actor)?.userId;
    if (userId === undefined) return { items: [], nextCursor: null };
    const before = parseIdCursor(cursor);
    const rows = await listNoticeRows(tx, { userId, isUnreadOnly, before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(toItem),
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.id]) : null,
    };
  },
});

export type NoticeItem = ReturnType<typeof toItem>;

function toItem({ id, kind, title, body, href, createdAt, readAt }: NoticeRow) {
  return { id, kind, title, body, href, createdAt: createdAt.toISOString(), isRead: readAt !== null };
}
