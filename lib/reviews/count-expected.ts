import type { Tx } from "#lib/kernel/db.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import { countThings, scopeQuestion } from "./scope-store.ts";
import { serversOf } from "./servers-of.ts";

/** More than a population may hold. */
const EXPECTED_MAX = 2_000_001;

/**
 * How many items staging will write, so that its progress has an end; null where counting them would take longer than a
 * request may: by their last use, and by what an earlier review left open, each thing is looked at by itself.
 */
export async function countExpected(
  tx: Tx,
  { scope, subjects }: Pick<CampaignDefinition, "scope" | "subjects">,
  now: Date,
): Promise<number | null> {
  if (scope.unusedForDays !== null || scope.unansweredIn != null) return null;
  const question = scopeQuestion(scope, await serversOf(tx, scope, now), now);
  let expected = 0;
  for (const subject of subjects) expected += await countThings(tx, subject, question, EXPECTED_MAX);
  return expected;
}
