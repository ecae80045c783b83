import { command, unchanged } from "../../kernel/command.ts";
import { takeDueDeliveries } from "../delivery-store.ts";
import { webhookInput } from "../webhook-input.ts";
import { lockEndpoint } from "../webhook-store.ts";

const BATCH = 10;
/** After this long an attempt counts as lost. A batch takes less, even when each call runs into its time limit. */
const LOST_AFTER_MS = 5 * 60_000;

/** Takes what is due of one webhook, for the caller to send; null when there is nothing to do now. */
export const takeWebhooks = command({
  name: "take-webhooks",
  permission: "webhook:send",
  input: webhookInput,
  run: async ({ tx, now }, { webhookId }) => {
    const endpoint = await lockEndpoint(tx, webhookId);
    const { name, url, state, pausedUntil } = endpoint;
    if (state !== "active" || (pausedUntil !== null && pausedUntil > now)) return unchanged(null);
    const lostAt = new Date(now.getTime() + LOST_AFTER_MS);
    const deliveries = await takeDueDeliveries(tx, { endpointId: webhookId, limit: BATCH, at: now, lostAt });
    if (deliveries.length === 0) return unchanged(null);
    const { organizationId, id, secretVersion, previousUntil } = endpoint;
    return {
      result: { endpoint: { organizationId, id, url, secretVersion, previousUntil }, deliveries },
      events: [
        {
          type: "webhook.taken",
          subject: { kind: "webhook", id: webhookId, name },
          detail: { count: deliveries.length },
        },
      ],
    };
  },
});
