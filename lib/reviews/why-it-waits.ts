import type { Tx } from "#lib/kernel/db.ts";
import { hasTooMany, ITEMS_A_DAY } from "./before-run.ts";
import { readCause } from "./cause.ts";
import { findDefinitionProblems } from "./find-definition-problems.ts";
import { type ReviewerCount, whyNotStarted } from "./start-staged.ts";
import { NOT_STAGED } from "./starts-itself.ts";
import type { CampaignRow } from "./store.ts";

/** Why a review that needs nobody's hand does not start. */
export interface Obstacle {
  reason: string;
  /** It is in what was frozen, or could not be: gathered anew, it may be gone. */
  isFrozen: boolean;
}

/**
 * What is in the way of starting it now; null where nothing is. What opened by itself and was taken back for editing waits
 * for whoever did.
 */
export async function whyItWaits(
  tx: Tx,
  campaign: CampaignRow,
  counts: readonly ReviewerCount[],
): Promise<Obstacle | "in somebody's hands" | null> {
  const { state, startRefusal, cause } = campaign;
  if (state === "draft") {
    if (startRefusal === null && cause !== null) return "in somebody's hands";
    const reason = startRefusal ?? NOT_STAGED;
    return { reason, isFrozen: reason !== NOT_STAGED };
  }
  const nobody = whyNotStarted(counts);
  if (nobody !== null) return { reason: nobody, isFrozen: true };
  const look = await whatToLookAt(tx, campaign, counts);
  return look === null ? null : { reason: look, isFrozen: false };
}

/**
 * What a person would look at before starting it. What happened is asked about without delay, and who names a day looked at
 * what was staged; a schedule's review can wait until somebody has put right what changed since it was defined.
 */
async function whatToLookAt(
  tx: Tx,
  { cause, definition }: CampaignRow,
  counts: readonly ReviewerCount[],
): Promise<string | null> {
  if (readCause(cause)?.kind !== "schedule") return null;
  const [problem] = await findDefinitionProblems(tx, definition);
  if (problem !== undefined) return problem.reason;
  const days = definition.stages[0]?.days ?? 1;
  const busy = counts.filter(({ items }) => hasTooMany(items, days)).length;
  if (busy === 0) return null;
  const who = busy === 1 ? "One reviewer has" : `${busy} reviewers have`;
  return `${who} more than ${ITEMS_A_DAY} items a day. Start it all the same, or take it back for editing.`;
}
