import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { readCause } from "./cause.ts";
import { findScheduleAuthor } from "./schedule-store.ts";
import type { CampaignRow } from "./store.ts";

/** Who settles what becomes of a review before it runs: whoever defined it, or the schedule that opened it. */
export async function toTellOf(
  tx: Tx,
  { createdById, cause }: Pick<CampaignRow, "createdById" | "cause">,
): Promise<string[]> {
  if (createdById !== null) return [createdById];
  const known = readCause(cause);
  return whomToTell(tx, known?.kind === "schedule" ? await findScheduleAuthor(tx, known.scheduleId) : null);
}

/** This person, where they are still an administrator; otherwise all of these, since only they can settle it. */
export async function whomToTell(tx: Tx, personId: string | null): Promise<string[]> {
  const administrators = await loadAdministrators(tx);
  if (personId !== null && administrators.includes(personId)) return [personId];
  return firstTold(administrators);
}
