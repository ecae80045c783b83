import { log } from "#lib/kernel/log.ts";
import type { UsageCounter } from "./usage.ts";
import { saveUsage } from "./usage-store.ts";

/** Milliseconds between two batches; what was counted since the last one is lost with a process that is killed. */
export const FLUSH_EVERY_MS = 5_000;

/** Writes what was counted, one organization after the other. What cannot be written is counted again. */
export async function flushUsage(counter: UsageCounter): Promise<void> {
  for (const batch of counter.take()) {
    await saveUsage(batch).catch((error: unknown) => {
      counter.putBack(batch);
      log.warn({ err: error, organizationId: batch.organizationId }, "usage could not be written");
    });
  }
}
