import { env } from "../kernel/env.ts";
import type { Job } from "../kernel/outbox.ts";

/** The worker's task that sends an organization's e-mails. */
export const SEND_EMAILS_TASK = "send-emails";

/** Whether this installation sends e-mail at all. */
export function isEmailOn(): boolean {
  return env().SMTP_URL !== undefined;
}

/** One after the other over all organizations: the mail server is one. */
export function sendEmailsJob(organizationId: string): Job {
  return {
    task: SEND_EMAILS_TASK,
    payload: {},
    key: `${SEND_EMAILS_TASK}:${organizationId}`,
    queue: "email",
  };
}
