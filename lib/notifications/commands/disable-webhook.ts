import { actorName } from "../../kernel/actor.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { failWaiting } from "../delivery-store.ts";
import { webhookVersionInput } from "../webhook-input.ts";
import { lockEndpoint, saveEndpoint } from "../webhook-store.ts";

/** Turns a webhook off: nothing is sent to it, and what waited is given up. */
export const disableWebhook = command({
  name: "disable-webhook",
  permission: "webhook:manage",
  input: webhookVersionInput,
  run: async ({ tx, actor, now }, { webhookId, version }) => {
    const { name, state } = await lockEndpoint(tx, webhookId);
    if (state === "disabled") throw refused("This webhook is turned off already.");
    const disabledReason = `${actorName(actor)} turned it off.`;
    await saveEndpoint(tx, { id: webhookId, version }, { state: "disabled", disabledReason });
    await failWaiting(tx, webhookId, "The webhook was turned off.", now);
    return {
      result: null,
      events: [
        {
          type: "webhook.disabled",
          subject: { kind: "webhook", id: webhookId, name },
          detail: { isAutomatic: false, notify: [], href: "/settings?tab=webhooks" },
        },
      ],
    };
  },
});
