import { query } from "../../kernel/query.ts";
import { listDeliveryRows } from "../delivery-store.ts";
import { noInput } from "../input.ts";
import { listEndpointRows } from "../webhook-store.ts";

const DELIVERIES_SHOWN = 20;

/** Every webhook with its newest twenty deliveries. Times are ISO 8601; secrets are in no answer but the first. */
export const listWebhooks = query({
  name: "list-webhooks",
  permission: "webhook:manage",
  input: noInput,
  run: async ({ tx }) => {
    const webhooks = [];
    for (const row of await listEndpointRows(tx)) {
      const deliveries = await listDeliveryRows(tx, row.id, DELIVERIES_SHOWN);
      webhooks.push({
        id: row.id,
        name: row.name,
        url: row.url,
        eventTypes: row.eventTypes,
        version: row.version,
        isOn: row.state === "active",
        disabledReason: row.disabledReason,
        failingSince: row.failingSince?.toISOString() ?? null,
        previousUntil: row.previousUntil?.toISOString() ?? null,
        createdBy: row.createdBy.name,
        deliveries: deliveries.map((one) => ({
          id: one.id,
          eventType: one.eventType,
          state: one.state,
          attempts: one.attempts,
          status: one.lastStatus,
          error: one.lastError,
          at: (one.settledAt ?? one.createdAt).toISOString(),
        })),
      });
    }
    return webhooks;
  },
});

export type WebhookItem = Awaited<ReturnType<typeof listWebhooks>>[number];
