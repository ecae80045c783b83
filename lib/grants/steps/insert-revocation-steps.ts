import type { CommandContext } from "../../kernel/command.ts";
import type { BulkRevocationStep } from "../bulk-rows.ts";
import { insertSteps } from "../bulk-store.ts";

/** Writes the paths of many servers that have none yet, in one statement. */
export async function insertRevocationSteps(
  { tx, actor }: CommandContext,
  steps: readonly BulkRevocationStep[],
): Promise<void> {
  if (steps.length > 0) await insertSteps(tx, actor.organizationId, steps);
}
