import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { knownIn, wantedBy } from "#lib/policy/approval/approvers-of.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";
import { ACTING_ROLES, type DefinitionProblem, definitionProblems } from "./definition-problems.ts";
import { loadServerNames } from "./scope-store.ts";

/** What is wrong with a definition as people, groups and servers are now. */
export async function findDefinitionProblems(
  tx: Tx,
  definition: CampaignDefinition,
): Promise<DefinitionProblem[]> {
  const { stages, fallback, scope } = definition;
  const wanted = wantedBy([...stages.flatMap(({ reviewers }) => reviewers), fallback]);
  const directory = await loadDirectory(tx, { ...wanted, roles: ACTING_ROLES });
  const named = await loadServerNames(tx, scope.serverIds);
  return definitionProblems(definition, { ...knownIn(directory), namedServers: named.size });
}
