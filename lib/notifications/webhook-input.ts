import { z } from "zod";
import { oneLine } from "../kernel/one-line.ts";
import { WEBHOOK_EVENTS } from "./webhook.ts";

const EVENT_TYPES = WEBHOOK_EVENTS.map(({ type }) => type);

const settings = {
  name: z
    .string()
    .max(200)
    .transform(oneLine)
    .pipe(z.string().min(1, "Give it a name.").max(80, "At most 80 characters.")),
  url: z
    .url({ protocol: /^https?$/, error: "An address such as https://example.com/steward." })
    .max(1_000)
    .refine((url) => !/[\s@#]/.test(url), "An address without a user name, a password or a #."),
  eventTypes: z
    .array(z.enum(EVENT_TYPES, "There is no such event."))
    .min(1, "Choose at least one event.")
    .max(EVENT_TYPES.length),
};

export const registerWebhookInput = z.object(settings);
export const changeWebhookInput = z.object({
  webhookId: z.uuid(),
  version: z.coerce.number().int().min(1),
  ...settings,
});
export const webhookInput = z.object({ webhookId: z.uuid() });
export const webhookVersionInput = z.object({ webhookId: z.uuid(), version: z.coerce.number().int().min(1) });
export const deliveryInput = z.object({ deliveryId: z.uuid() });

/** Made by `webhook-jobs.ts` from events, which bounds them. */
export const queueWebhooksInput = z.object({
  deliveries: z
    .array(
      z.object({
        eventId: z.uuid(),
        eventType: z.string().max(100),
        body: z.string().max(4_000),
      }),
    )
    .min(1)
    .max(500),
});

export const settleWebhooksInput = z.object({
  webhookId: z.uuid(),
  attempts: z
    .array(
      z.object({
        deliveryId: z.uuid(),
        attempt: z.number().int().min(1),
        came: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("delivered"), status: z.number().int() }),
          z.object({
            kind: z.literal("failed"),
            status: z.number().int().nullable(),
            words: z.string().max(500),
          }),
          z.object({ kind: z.literal("released") }),
        ]),
      }),
    )
    .min(1)
    .max(100),
});
