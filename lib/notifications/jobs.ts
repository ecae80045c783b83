import { systemActor } from "../kernel/actor.ts";
import { EVENTS, type EventType } from "../kernel/events.ts";
import type { AnnouncedBatch, BatchReactions, Sweep } from "../kernel/reaction.ts";
import { removeOldNotices } from "./commands/remove-old-notices.ts";
import { sendNotices } from "./commands/send-notices.ts";
import { SEND_LIMIT } from "./input.ts";
import { noticesOf } from "./model.ts";

const ANNOUNCED = Object.entries(EVENTS).flatMap(([type, { announced }]) =>
  // The keys of EVENTS are the event types.
  announced ? [type as EventType] : [],
);

/** Whatever is announced may ask to tell people: its detail then has `notify`. */
export const batchReactions: BatchReactions = Object.fromEntries(ANNOUNCED.map((type) => [type, tell]));

export const sweeps: readonly Sweep[] = [
  {
    name: "remove-old-notices",
    everyMinutes: 60,
    run: async (organizationId) => {
      await removeOldNotices(systemActor(organizationId, "notice sweep"), {});
    },
  },
];

async function tell({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const notices = events.flatMap(noticesOf);
  for (let from = 0; from < notices.length; from += SEND_LIMIT) {
    await sendNotices(systemActor(organizationId, "notices"), {
      notices: notices.slice(from, from + SEND_LIMIT),
    });
  }
}
