import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { loadDelivery, reviveDelivery } from "../delivery-store.ts";
import { deliveryInput } from "../webhook-input.ts";
import { sendWebhooksJob } from "../webhook-job.ts";
import { lockEndpoint, saveHealth } from "../webhook-store.ts";

/** Sends again what was given up, under the id it had. @throws AppError `refused` when it was not given up */
export const retryDelivery = command({
  name: "retry-delivery",
  permission: "webhook:manage",
  input: deliveryInput,
  run: async ({ tx, now }, { deliveryId }) => {
    const { endpointId, eventType } = await loadDelivery(tx, deliveryId);
    const { name, state, failingSince, failureCount } = await lockEndpoint(tx, endpointId);
    if (state === "disabled") throw refused("This webhook is turned off. Turn it on, then try again.");
    if (!(await reviveDelivery(tx, deliveryId, now)))
      throw refused("This delivery was not given up, or somebody tries it again already.");
    await saveHealth(tx, endpointId, { failingSince, failureCount, pausedUntil: null });
    return {
      result: null,
      jobs: [sendWebhooksJob(endpointId)],
      events: [
        {
          type: "webhook.retried",
          subject: { kind: "webhook", id: endpointId, name },
          detail: { deliveryId, eventType },
        },
      ],
    };
  },
});
