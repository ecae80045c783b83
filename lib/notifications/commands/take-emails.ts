import { command, unchanged } from "../../kernel/command.ts";
import { type TakenEmail, takeDueEmails } from "../email-store.ts";
import { noInput } from "../input.ts";

const BATCH = 20;
/** E-mails an organization sends within a minute, at most. */
const PER_MINUTE = 60;
/** After this long an attempt counts as lost. A batch takes less, even when each mail runs into its time limit. */
const LOST_AFTER_MS = 30 * 60_000;

/** Takes e-mails that are due, for the caller to send. What a killed worker held is taken again after half an hour. */
export const takeEmails = command({
  name: "take-emails",
  permission: "email:send",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const lostAt = new Date(now.getTime() + LOST_AFTER_MS);
    const taken: TakenEmail[] = await takeDueEmails(tx, actor.organizationId, {
      limit: BATCH,
      perMinute: PER_MINUTE,
      at: now,
      lostAt,
    });
    if (taken.length === 0) return unchanged(taken);
    return {
      result: taken,
      events: [
        {
          type: "email.taken",
          subject: {
            kind: "emails",
            id: null,
            name: taken.length === 1 ? "1 e-mail" : `${taken.length} e-mails`,
          },
          detail: { count: taken.length },
        },
      ],
    };
  },
});
