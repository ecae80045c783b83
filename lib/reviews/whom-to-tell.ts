import { loadAdministrators } from "#lib/identity/steps/load-administrators.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { readCause } from "./cause.ts";
import { findScheduleAuthors } from "./schedule-store.ts";
import type { CampaignRow } from "./store.ts";

/** Who settles what becomes of a review before it runs: whoever defined it, or the schedule that opened it. */
export async function toTellOf(
  tx: Tx,
  { createdById, cause }: Pick<CampaignRow, "createdById" | "cause">,
): Promise<string[]> {
  if (createdById !== null) return [createdById];
  return whomToTell(tx, await scheduleAuthorOf(tx, cause));
}

/** Whoever defined it, or the schedule that opened it, and the administrators: what was to happen by itself did not. */
export async function authorAndAdministrators(
  tx: Tx,
  { createdById, cause }: Pick<CampaignRow, "createdById" | "cause">,
): Promise<string[]> {
  const author = createdById ?? (await scheduleAuthorOf(tx, cause));
  const told = new Set([...(author === null ? [] : [author]), ...(await loadAdministrators(tx))]);
  return firstTold([...told]);
}

async function scheduleAuthorOf(tx: Tx, cause: CampaignRow["cause"]): Promise<string | null> {
  const known = readCause(cause);
  const authors = known?.kind === "schedule" ? await findScheduleAuthors(tx, known.scheduleId) : null;
  return authors?.[0] ?? null;
}

/** This person, where they are still an administrator; otherwise all of these, since only they can settle it. */
export async function whomToTell(tx: Tx, personId: string | null): Promise<string[]> {
  const administrators = await loadAdministrators(tx);
  if (personId !== null && administrators.includes(personId)) return [personId];
  return firstTold(administrators);
}
