import { command, unchanged } from "../../kernel/command.ts";
import { settle } from "../email-outcome.ts";
import { loadEmail, saveOutcome } from "../email-store.ts";
import { settleEmailInput } from "../input.ts";

const EVENT_OF = {
  sent: "email.sent",
  skipped: "email.skipped",
  failed: "email.failed",
  waiting: "email.postponed",
} as const;

/** Writes down what became of an attempt. An attempt that was given up as lost meanwhile changes nothing. */
export const settleEmail = command({
  name: "settle-email",
  permission: "email:send",
  input: settleEmailInput,
  run: async ({ tx, now }, { emailId, attempt, outcome }) => {
    const { user, digestOn } = await loadEmail(tx, emailId);
    const settled = settle(outcome, attempt, now);
    if (!(await saveOutcome(tx, { id: emailId, attempt }, settled, now))) return unchanged(null);
    return {
      result: null,
      events: [
        {
          type: EVENT_OF[settled.state],
          subject: {
            kind: "email",
            id: emailId,
            name: `${digestOn === null ? "Notice" : "Digest"} to ${user.name}`,
          },
          detail: { userId: user.id, attempt, ...(settled.words === null ? {} : { words: settled.words }) },
        },
      ],
    };
  },
});
