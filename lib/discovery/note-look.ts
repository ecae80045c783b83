import type { Tx } from "../kernel/db.ts";
import { nextAfterAnswer, nextAfterFailure, spreadOf } from "./introspection-schedule.ts";
import { loadDefaultInterval, lockSchedule, saveSchedule } from "./schedule-store.ts";

/** Moves a server's schedule on after a look, whoever asked for it: an answer starts the interval, a failure backs off. */
export async function noteLook(
  tx: Tx,
  look: { organizationId: string; serverId: string; introspectionId: string; isAnswered: boolean },
  now: Date,
): Promise<void> {
  const { organizationId, serverId, introspectionId, isAnswered } = look;
  const before = await lockSchedule(tx, organizationId, serverId);
  const ownInterval = before?.ownInterval ?? null;
  const interval = ownInterval ?? (await loadDefaultInterval(tx, organizationId)).interval;
  const failureCount = isAnswered ? 0 : (before?.failureCount ?? 0) + 1;
  const spread = spreadOf(introspectionId);
  const nextAt = isAnswered
    ? nextAfterAnswer(interval, now, spread)
    : nextAfterFailure(interval, failureCount, now, spread);
  await saveSchedule(tx, organizationId, serverId, { ownInterval, nextAt, failureCount, heldReason: null });
}
