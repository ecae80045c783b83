import type { Tx } from "./db.ts";
import { type AuditableEvent, EVENTS, type JsonObject } from "./events.ts";
import { newId } from "./id.ts";

/** Work to be done after commit, by the worker. The payload carries ids, never secrets. */
export interface Job {
  task: string;
  payload: JsonObject;
  /** Two jobs with one key are one job while the first has not started. */
  key?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
}

/** The task that hands announced events to the rooms above. */
export const ANNOUNCE_TASK = "announce-events";

const MAX_ATTEMPTS = 12;

/** Adds a job in the caller's transaction: it exists if and only if the transaction commits. */
export async function enqueueJob(tx: Tx, organizationId: string, job: Job): Promise<void> {
  const payload = JSON.stringify({ ...job.payload, organizationId });
  await tx.$executeRaw`
    select graphile_worker.add_job(${job.task}, payload := ${payload}::json, job_key := ${job.key ?? null},
      run_at := ${job.runAt ?? null}::timestamptz, queue_name := ${job.queue ?? null},
      max_attempts := ${job.maxAttempts ?? MAX_ATTEMPTS})`;
}

/** Soon, but not at once: what failed may still be failing. */
const AGAIN_AFTER_MS = 3_000;

/** Hands events that a room could not take over to the worker again, for that room alone. */
export async function announceAgain(
  tx: Tx,
  organizationId: string,
  { events, room, at }: { events: readonly JsonObject[]; room: string; at: Date },
): Promise<void> {
  const runAt = new Date(at.getTime() + AGAIN_AFTER_MS);
  await enqueueJob(tx, organizationId, {
    task: ANNOUNCE_TASK,
    payload: { events: [...events], room },
    runAt,
  });
}

/** Hands the events that other rooms react to over to the worker. */
export async function announce(
  tx: Tx,
  organizationId: string,
  events: readonly AuditableEvent[],
): Promise<void> {
  const announced = events.filter((event) => EVENTS[event.type].announced);
  if (announced.length === 0) return;
  await enqueueJob(tx, organizationId, {
    task: ANNOUNCE_TASK,
    payload: {
      events: announced.map(({ type, subject, detail }) => ({
        id: newId(),
        type,
        subject: { ...subject },
        detail,
      })),
    },
  });
}
