import { apiRoute } from "#lib/doors/api-route.ts";
import { retryDelivery } from "#lib/notifications/commands/retry-delivery.ts";

export const POST = apiRoute(retryDelivery, {
  says: "Sends again what was given up. Send `{}`.",
  path: { id: "deliveryId" },
  status: 202,
});
