import { apiRoute } from "#lib/doors/api-route.ts";
import { registerWebhook } from "#lib/notifications/commands/register-webhook.ts";
import { listWebhooks } from "#lib/notifications/queries/list-webhooks.ts";
import { wholeList } from "../whole-list.ts";

export const GET = apiRoute(
  listWebhooks,
  { says: "Every webhook with its newest twenty deliveries; never a secret.", answer: "list" },
  async ({ actor }) => wholeList(await listWebhooks(actor, {})),
);

export const POST = apiRoute(registerWebhook, {
  says: "Registers a receiver of events: `{ webhookId, secret }`, the secret this once.",
  status: 201,
  isRepeatable: false,
});
