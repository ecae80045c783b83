import { apiRoute } from "#lib/doors/api-route.ts";
import { changeWebhook } from "#lib/notifications/commands/change-webhook.ts";
import { removeWebhook } from "#lib/notifications/commands/remove-webhook.ts";

export const PUT = apiRoute(changeWebhook, {
  says: "Changes a webhook's name, address and events.",
  path: { id: "webhookId" },
});

export const DELETE = apiRoute(removeWebhook, {
  says: "Removes a webhook, and what still waits for it.",
  path: { id: "webhookId" },
});
