import { command } from "../../kernel/command.ts";
import { webhookInput } from "../webhook-input.ts";
import { lockEndpoint, removeEndpoint } from "../webhook-store.ts";

/** Removes a webhook and the list of what was sent to it. The audit trail keeps that it was there. */
export const removeWebhook = command({
  name: "remove-webhook",
  permission: "webhook:manage",
  input: webhookInput,
  run: async ({ tx }, { webhookId }) => {
    const { name, url } = await lockEndpoint(tx, webhookId);
    await removeEndpoint(tx, webhookId);
    return {
      result: null,
      events: [
        {
          type: "webhook.removed",
          subject: { kind: "webhook", id: webhookId, name },
          detail: { origin: new URL(url).origin },
        },
      ],
    };
  },
});
