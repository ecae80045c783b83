import { z } from "zod";
import { systemActor } from "../kernel/actor.ts";
import { env } from "../kernel/env.ts";
import type { AnnouncedBatch, BatchReactions, Sweep } from "../kernel/reaction.ts";
import { queueWebhooks } from "./commands/queue-webhooks.ts";
import { removeOldDeliveries } from "./commands/remove-old-deliveries.ts";
import { listDueWebhooks } from "./queries/list-due-webhooks.ts";
import { removeAll } from "./removal.ts";
import { sendWebhooks } from "./send-webhooks.ts";
import { WEBHOOK_EVENTS, webhookBody } from "./webhook.ts";
import { SEND_WEBHOOKS_TASK } from "./webhook-job.ts";

const sendPayload = z.object({ organizationId: z.uuid(), webhookId: z.uuid() });

export const webhookTasks: Record<string, (payload: unknown) => Promise<void>> = {
  [SEND_WEBHOOKS_TASK]: async (payload) => {
    const { organizationId, webhookId } = sendPayload.parse(payload);
    await sendWebhooks(organizationId, webhookId);
  },
};

/** Whatever is announced to rooms can be announced outside. */
export const webhookReactions: BatchReactions = Object.fromEntries(
  WEBHOOK_EVENTS.map(({ type }) => [type, putUp]),
);

export const webhookSweeps: readonly Sweep[] = [
  {
    name: "due-webhooks",
    everyMinutes: 1,
    isOutgoing: true,
    run: async (organizationId) => {
      const due = await listDueWebhooks(systemActor(organizationId, "webhooks"), {});
      // Beside one another: one that does not answer keeps no other waiting.
      const turns = await Promise.allSettled(due.map((id) => sendWebhooks(organizationId, id)));
      const failure = turns.find((turn) => turn.status === "rejected");
      if (failure !== undefined) throw failure.reason;
    },
  },
  {
    name: "remove-old-deliveries",
    everyMinutes: 60,
    run: async (organizationId) => {
      await removeAll(() => removeOldDeliveries(systemActor(organizationId, "webhook sweep"), {}));
    },
  },
];

async function putUp({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const site = env().STEWARD_URL;
  await queueWebhooks(systemActor(organizationId, "webhooks"), {
    deliveries: events.map((event) => ({
      eventId: event.id,
      eventType: event.type,
      body: webhookBody(event, site),
    })),
  });
}
