import { command, unchanged } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { sendNoticesInput } from "../input.ts";
import { insertNotices } from "../store.ts";

/** Tells people, each once per event, however often it is run. People who have left are not told. */
export const sendNotices = command({
  name: "send-notices",
  permission: "notice:send",
  input: sendNoticesInput,
  run: async ({ tx, actor, now }, { notices }) => {
    const rows = notices.map((notice) => ({ ...notice, id: newId(now) }));
    const count = await insertNotices(tx, actor.organizationId, rows, now);
    if (count === 0) return unchanged({ count });
    const kinds = [...new Set(notices.map((notice) => notice.kind))];
    return {
      result: { count },
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
