import { z } from "zod";
import { tasks as bulk } from "../bulk/jobs.ts";
import { tasks as discovery } from "../discovery/jobs.ts";
import { ANNOUNCE_TASK } from "../kernel/outbox.ts";
import type { IdentifiedEvent } from "../kernel/reaction.ts";
import { withRequestId } from "../kernel/request-context.ts";
import { outgoingTasks } from "../notifications/jobs.ts";
import { tasks as reviews } from "../reviews/jobs.ts";
import { announceToRooms } from "./announce.ts";
import { tasks as closing } from "./close-reviews.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { runSweep } from "./sweeps.ts";

export const SWEEP_TASK = "sweep";
/** Sweeps that wait for machines outside. */
export const OUTGOING_SWEEP_TASK = "outgoing-sweep";

const announcement = z.object({
  organizationId: z.uuid(),
  // Written by our own outbox in the transaction that caused it; its shape is checked there by the compiler.
  events: z.array(z.custom<IdentifiedEvent>()),
  room: z.string().optional(),
});

type Task = (payload: unknown) => Promise<void>;

const sweepOnce = oneAtATime(runSweep);

/** One that is still at it, such as one that waits for a slow mail server, takes one place of the worker and not all. */
async function sweep(payload: unknown): Promise<void> {
  await sweepOnce(z.object({ name: z.string() }).parse(payload).name);
}

/** What waits for mail servers and the like: taken apart from the rest, so that a slow one delays nothing else. */
export const OUTGOING_TASKS: Record<string, Task> = { ...outgoingTasks, [OUTGOING_SWEEP_TASK]: sweep };

/** Every other task the worker knows, by the name jobs are enqueued under. */
export const TASKS: Record<string, Task> = {
  ...discovery,
  ...bulk,
  ...reviews,
  ...closing,
  [ANNOUNCE_TASK]: async (payload) => {
    await announceToRooms(announcement.parse(payload));
  },
  [SWEEP_TASK]: sweep,
};

/** Runs one job under a request id of its own, so that its log lines and audit events can be found together. */
export function runTask(name: string, jobId: string, payload: unknown): Promise<void> {
  const task = TASKS[name] ?? OUTGOING_TASKS[name];
  if (task === undefined) return Promise.reject(new Error(`there is no task "${name}"`));
  return withRequestId(`job-${jobId}`, () => task(payload));
}
