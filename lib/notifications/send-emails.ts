import { systemActor } from "../kernel/actor.ts";
import { env } from "../kernel/env.ts";
import { settleEmail } from "./commands/settle-email.ts";
import { takeEmails } from "./commands/take-emails.ts";
import { emailMessage } from "./email-message.ts";
import type { Outcome } from "./email-outcome.ts";
import { readEmail } from "./queries/read-email.ts";
import { type Mailer, openMailer } from "./smtp.ts";

/**
 * Sends what is due of one organization, a batch at a time, outside any transaction. A server that is away stops the
 * batch: what was not tried goes back as it was. Nothing happens while e-mail is off.
 */
export async function sendEmails(organizationId: string): Promise<void> {
  const mailer = openMailer();
  if (mailer === null) return;
  const actor = systemActor(organizationId, "e-mail");
  try {
    for (;;) {
      const taken = await takeEmails(actor, {});
      if (taken.length === 0) return;
      let isAway = false;
      for (const { id, attempts } of taken) {
        const outcome: Outcome = isAway
          ? { kind: "released" }
          : await sendOne(mailer, organizationId, id, attempts);
        isAway ||= outcome.kind === "postponed" && outcome.isServer;
        await settleEmail(actor, { emailId: id, attempt: attempts, outcome });
      }
      if (isAway) return;
    }
  } finally {
    mailer.close();
  }
}

async function sendOne(
  mailer: Mailer,
  organizationId: string,
  emailId: string,
  attempt: number,
): Promise<Outcome> {
  const email = await readEmail(systemActor(organizationId, "e-mail"), { emailId, attempt });
  if (!email.isWanted) {
    return email.reason === null ? { kind: "released" } : { kind: "skipped", words: email.reason };
  }
  return mailer.send(email.to, emailMessage(email.content, env().STEWARD_URL));
}
