import type { GovernedServer } from "../../inventory/facts.ts";
import { loadGovernedServers } from "../../inventory/steps/load-governed-servers.ts";
import type { Tx } from "../../kernel/db.ts";
import { listScopeGrants, listServersWithPath } from "../finding-store.ts";
import { evaluateRules, type FoundBreach } from "../rules/all-rules.ts";
import { listServerRoleRows } from "../store.ts";

export interface EvaluatedServer {
  server: GovernedServer;
  breaches: FoundBreach[];
}

/**
 * Which rules these servers break now, in a fixed number of statements for up to some hundreds of them. Unknown and
 * retired servers are left out.
 */
export async function evaluateServers(
  tx: Tx,
  serverIds: readonly string[],
  now: Date,
): Promise<EvaluatedServer[]> {
  const servers = await loadGovernedServers(tx, serverIds);
  const roleIds = [...new Set(servers.map((server) => server.serverRoleId).filter((id) => id !== null))];
  const roles = new Map((await listServerRoleRows(tx, roleIds)).map((role) => [role.id, role]));
  const withPath = await listServersWithPath(tx, serverIds);
  const scopeGrants = await listScopeGrants(tx, serverIds);
  return servers.map((server) => {
    const role = roles.get(server.serverRoleId ?? "") ?? null;
    const facts = {
      server,
      role,
      hasRevocationPath: withPath.has(server.id),
      scopeGrants: scopeGrants.get(server.id) ?? new Map(),
    };
    return { server, breaches: evaluateRules(facts, now) };
  });
}
