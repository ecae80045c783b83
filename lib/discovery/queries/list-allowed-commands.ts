import { z } from "zod";
import { cursorText, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { listAllowedCommandsInput } from "../input.ts";
import { listAllowedCommandRows } from "../schedule-store.ts";

const position = z.tuple([cursorText, cursorText]);

/** One page of the exact commands Steward may run to introspect servers, by command. Times are ISO 8601. */
export const listAllowedCommands = query({
  name: "list-allowed-commands",
  permission: "candidate:read",
  input: listAllowedCommandsInput,
  run: async ({ tx }, { cursor, limit }) => {
    const [command, digest] = parseCursor(cursor, position) ?? [];
    const after = command === undefined || digest === undefined ? null : { command, digest };
    const rows = await listAllowedCommandRows(tx, after, limit + 1);
    const items = rows.slice(0, limit).map((row) => ({ ...row, allowedAt: row.allowedAt.toISOString() }));
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.command, last.digest]) : null,
    };
  },
});
