import { command, unchanged } from "../../kernel/command.ts";
import { changes } from "../../kernel/events.ts";
import { assertWebhookAddress } from "../webhook-address.ts";
import { changeWebhookInput } from "../webhook-input.ts";
import { loadEndpoint, saveEndpoint } from "../webhook-store.ts";

/** Changes a webhook's name, address or events. What waits goes to the new address. */
export const changeWebhook = command({
  name: "change-webhook",
  permission: "webhook:manage",
  input: changeWebhookInput,
  run: async ({ tx }, { webhookId, version, name, url, eventTypes }) => {
    assertWebhookAddress(url);
    const before = await loadEndpoint(tx, webhookId);
    const facts = (one: { name: string; url: string; eventTypes: string[] }) => ({
      name: one.name,
      origin: new URL(one.url).origin,
      eventTypes: one.eventTypes.toSorted(),
    });
    const changed = {
      ...changes(facts(before), facts({ name, url, eventTypes })),
      ...(before.url === url ? {} : { addressChanged: true }),
    };
    if (Object.keys(changed).length === 0) return unchanged(null);
    await saveEndpoint(tx, { id: webhookId, version }, { name, url, eventTypes });
    return {
      result: null,
      events: [
        {
          type: "webhook.changed",
          subject: { kind: "webhook", id: webhookId, name },
          detail: { changes: changed },
        },
      ],
    };
  },
});
