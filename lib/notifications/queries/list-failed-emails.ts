import { query } from "../../kernel/query.ts";
import { isEmailOn } from "../email-setting.ts";
import { countEmails, listFailedEmailRows } from "../email-store.ts";
import { noInput } from "../input.ts";

const SHOWN_MAX = 100;

/** Whether e-mail is on, how many are in each state, and the newest hundred that were given up. Times are ISO 8601. */
export const listFailedEmails = query({
  name: "list-failed-emails",
  permission: "email:manage",
  input: noInput,
  run: async ({ tx }) => {
    const [counts, rows] = [await countEmails(tx), await listFailedEmailRows(tx, SHOWN_MAX)];
    return {
      isOn: isEmailOn(),
      waitingCount: (counts.waiting ?? 0) + (counts.sending ?? 0),
      sentCount: counts.sent ?? 0,
      failedCount: counts.failed ?? 0,
      failed: rows.map((row) => ({
        id: row.id,
        about: row.notice?.title ?? `Digest of ${row.digestOn?.toISOString().slice(0, 10)}`,
        to: row.user.name,
        reason: row.lastError ?? "",
        attempts: row.attempts,
        failedAt: (row.settledAt ?? row.createdAt).toISOString(),
      })),
    };
  },
});
