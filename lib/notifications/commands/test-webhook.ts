import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { insertDelivery } from "../delivery-store.ts";
import { PING_TYPE, pingBody } from "../webhook.ts";
import { webhookInput } from "../webhook-input.ts";
import { sendWebhooksJob } from "../webhook-job.ts";
import { lockEndpoint, saveHealth } from "../webhook-store.ts";

/** Sends a test to a webhook, at once also when its receiver was away a moment ago. */
export const testWebhook = command({
  name: "test-webhook",
  permission: "webhook:manage",
  input: webhookInput,
  run: async ({ tx, actor, now }, { webhookId }) => {
    const endpoint = await lockEndpoint(tx, webhookId);
    if (endpoint.state === "disabled") throw refused("This webhook is turned off. Turn it on to test it.");
    const { failingSince, failureCount } = endpoint;
    await saveHealth(tx, webhookId, { failingSince, failureCount, pausedUntil: null });
    const eventId = newId(now);
    const ping = { id: newId(now), eventId, eventType: PING_TYPE, body: pingBody(eventId, endpoint) };
    await insertDelivery(tx, actor.organizationId, webhookId, ping, now);
    return {
      result: { deliveryId: ping.id },
      jobs: [sendWebhooksJob(webhookId)],
      events: [
        {
          type: "webhook.tested",
          subject: { kind: "webhook", id: webhookId, name: endpoint.name },
          detail: {},
        },
      ],
    };
  },
});
