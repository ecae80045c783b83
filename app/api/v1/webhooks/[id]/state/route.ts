import { z } from "zod";
import { apiRoute } from "#lib/doors/api-route.ts";
import { parseInput } from "#lib/kernel/authorize.ts";
import { disableWebhook } from "#lib/notifications/commands/disable-webhook.ts";
import { enableWebhook } from "#lib/notifications/commands/enable-webhook.ts";

const wanted = disableWebhook.input.extend({ isOn: z.boolean() });

export const PUT = apiRoute(
  { input: wanted, permission: disableWebhook.permission },
  { says: "Turns a webhook on or off.", path: { id: "webhookId" } },
  async ({ actor, input }) => {
    const { isOn, ...webhook } = parseInput(wanted, input);
    return isOn ? enableWebhook(actor, webhook) : disableWebhook(actor, webhook);
  },
);
