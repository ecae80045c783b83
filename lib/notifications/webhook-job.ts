import type { Job } from "../kernel/outbox.ts";

/** The worker's task that sends what is due to one endpoint. */
export const SEND_WEBHOOKS_TASK = "send-webhooks";

/** One after the other for each endpoint, and endpoints beside one another. */
export function sendWebhooksJob(webhookId: string, runAt?: Date): Job {
  return {
    task: SEND_WEBHOOKS_TASK,
    payload: { webhookId },
    key: `${SEND_WEBHOOKS_TASK}:${webhookId}${runAt === undefined ? "" : ":later"}`,
    queue: `webhook:${webhookId}`,
    ...(runAt === undefined ? {} : { runAt }),
  };
}
