import { apiRoute } from "#lib/doors/api-route.ts";
import { testWebhook } from "#lib/notifications/commands/test-webhook.ts";

export const POST = apiRoute(testWebhook, {
  says: "`{ deliveryId }`: a test is on its way; its outcome stands in the list. Send `{}`.",
  path: { id: "webhookId" },
  status: 202,
});
