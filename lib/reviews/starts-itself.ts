import { readCause } from "./cause.ts";
import type { CampaignRow } from "./store.ts";

/**
 * Whether nobody's hand is needed by now to start a review: because what opened it has it start as soon as it is staged, or
 * because the day has come that its definition names.
 */
export function startsItselfNow(
  { definition: { startsOn }, cause }: Pick<CampaignRow, "definition" | "cause">,
  now: Date,
): boolean {
  const opener = readCause(cause);
  if (opener !== null) return opener.startsItself;
  return startsOn !== null && startsOn <= now.toISOString().slice(0, 10);
}

/** Why it did not start, where nobody has staged it. */
export const NOT_STAGED = "Nobody has staged it.";
