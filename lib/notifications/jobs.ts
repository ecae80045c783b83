import { systemActor } from "../kernel/actor.ts";
import { EVENTS, type EventType } from "../kernel/events.ts";
import type { AnnouncedBatch, BatchReactions, Sweep } from "../kernel/reaction.ts";
import { closeNotices } from "./commands/close-notices.ts";
import { removeOldNotices } from "./commands/remove-old-notices.ts";
import { sendNotices } from "./commands/send-notices.ts";
import { emailSweeps, emailTasks } from "./email-jobs.ts";
import { SEND_LIMIT } from "./input.ts";
import { noticesOf } from "./model.ts";
import { closingOf } from "./over.ts";
import { removeAll } from "./removal.ts";
import { webhookSweeps, webhookTasks } from "./webhook-jobs.ts";

const ANNOUNCED = Object.entries(EVENTS).flatMap(([type, { announced }]) =>
  // The keys of EVENTS are the event types.
  announced ? [type as EventType] : [],
);

/** Whatever is announced may ask to tell people: its detail then has `notify`. */
export const batchReactions: BatchReactions = Object.fromEntries(ANNOUNCED.map((type) => [type, tell]));

/** Work that waits for machines outside: the worker does it apart from everything else. */
export const outgoingTasks: Record<string, (payload: unknown) => Promise<void>> = {
  ...emailTasks,
  ...webhookTasks,
};

export const sweeps: readonly Sweep[] = [
  {
    name: "remove-old-notices",
    everyMinutes: 60,
    run: async (organizationId) => {
      await removeAll(() => removeOldNotices(systemActor(organizationId, "notice sweep"), {}));
    },
  },
  ...emailSweeps,
  ...webhookSweeps,
];

async function tell({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const notices = events.flatMap(noticesOf);
  for (let from = 0; from < notices.length; from += SEND_LIMIT) {
    await sendNotices(systemActor(organizationId, "notices"), {
      notices: notices.slice(from, from + SEND_LIMIT),
    });
  }
  const closings = events.flatMap(closingOf);
  for (let from = 0; from < closings.length; from += SEND_LIMIT) {
    await closeNotices(systemActor(organizationId, "notices"), {
      closings: closings.slice(from, from + SEND_LIMIT),
    });
  }
}
