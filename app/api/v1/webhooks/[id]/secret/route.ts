import { apiRoute } from "#lib/doors/api-route.ts";
import { rotateWebhookSecret } from "#lib/notifications/commands/rotate-webhook-secret.ts";

export const POST = apiRoute(rotateWebhookSecret, {
  says: "Gives a webhook a new secret: `{ secret, previousUntil }`, the secret this once.",
  path: { id: "webhookId" },
  status: 201,
  isRepeatable: false,
});
