import type { Tx } from "../../kernel/db.ts";
import { assessScope, type NamedScope, type ScopeAssessment } from "../assess-scope.ts";
import { listReachedSystems } from "../system-link-store.ts";

/** What each of these scopes would let a server do, by the data it holds and the systems it reaches, in the same order. */
export async function assessScopes(
  tx: Tx,
  server: { id: string; dataClasses: string[] },
  scopes: readonly NamedScope[],
): Promise<ScopeAssessment[]> {
  if (scopes.length === 0) return [];
  const reach = { dataClasses: server.dataClasses, systems: await listReachedSystems(tx, [server.id]) };
  return scopes.map((scope) => assessScope(scope, reach));
}
