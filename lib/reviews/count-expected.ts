import type { Tx } from "#lib/kernel/db.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import { countThings, scopeQuestion } from "./scope-store.ts";
import { serversOf } from "./servers-of.ts";

/** More than a population may hold. */
const EXPECTED_MAX = 2_000_001;

/** How many items staging will write, so that its progress has an end. */
export async function countExpected(
  tx: Tx,
  { scope, subjects }: Pick<CampaignDefinition, "scope" | "subjects">,
  now: Date,
): Promise<number> {
  const question = scopeQuestion(scope, await serversOf(tx, scope, now), now);
  let expected = 0;
  for (const subject of subjects) expected += await countThings(tx, subject, question, EXPECTED_MAX);
  return expected;
}
