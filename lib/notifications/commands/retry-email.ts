import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { sendEmailsJob } from "../email-setting.ts";
import { loadEmail, reviveEmail } from "../email-store.ts";
import { emailInput } from "../input.ts";

/** Tries an e-mail anew that was given up. @throws AppError `refused` when it was not */
export const retryEmail = command({
  name: "retry-email",
  permission: "email:manage",
  input: emailInput,
  run: async ({ tx, actor, now }, { emailId }) => {
    const { user } = await loadEmail(tx, emailId);
    if (!(await reviveEmail(tx, emailId, now)))
      throw refused("This e-mail was not given up, or somebody tries it again already.");
    return {
      result: null,
      jobs: [sendEmailsJob(actor.organizationId)],
      events: [
        {
          type: "email.retried",
          subject: { kind: "email", id: emailId, name: `E-mail to ${user.name}` },
          detail: { userId: user.id },
        },
      ],
    };
  },
});
