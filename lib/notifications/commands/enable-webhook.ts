import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { webhookVersionInput } from "../webhook-input.ts";
import { loadEndpoint, saveEndpoint } from "../webhook-store.ts";

/** Turns a webhook on again. What happened meanwhile is not sent; what was given up can be tried again by hand. */
export const enableWebhook = command({
  name: "enable-webhook",
  permission: "webhook:manage",
  input: webhookVersionInput,
  run: async ({ tx }, { webhookId, version }) => {
    const { name, state } = await loadEndpoint(tx, webhookId);
    if (state === "active") throw refused("This webhook is turned on already.");
    await saveEndpoint(
      tx,
      { id: webhookId, version },
      { state: "active", disabledReason: null, failingSince: null, failureCount: 0, pausedUntil: null },
    );
    return {
      result: null,
      events: [{ type: "webhook.enabled", subject: { kind: "webhook", id: webhookId, name }, detail: {} }],
    };
  },
});
