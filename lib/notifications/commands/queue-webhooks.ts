import { command, unchanged } from "../../kernel/command.ts";
import { insertDeliveries } from "../delivery-store.ts";
import { queueWebhooksInput } from "../webhook-input.ts";
import { sendWebhooksJob } from "../webhook-job.ts";

/** Puts up events for the webhooks that asked for them, each once, however often it is run. */
export const queueWebhooks = command({
  name: "queue-webhooks",
  permission: "webhook:send",
  input: queueWebhooksInput,
  run: async ({ tx, actor, now }, { deliveries }) => {
    const webhookIds = await insertDeliveries(tx, actor.organizationId, deliveries, now);
    if (webhookIds.length === 0) return unchanged(null);
    return {
      result: null,
      jobs: webhookIds.map((id) => sendWebhooksJob(id)),
      events: [
        {
          type: "webhook.queued",
          subject: {
            kind: "webhooks",
            id: null,
            name: webhookIds.length === 1 ? "1 webhook" : `${webhookIds.length} webhooks`,
          },
          detail: { webhookIds, eventTypes: [...new Set(deliveries.map(({ eventType }) => eventType))] },
        },
      ],
    };
  },
});
