import { rebindGrants } from "#lib/grants/steps/rebind-grants.ts";
import type { ServerFacts } from "#lib/inventory/facts.ts";
import { lockServer } from "#lib/inventory/steps/lock-server.ts";
import { recordScopes } from "#lib/inventory/steps/record-scopes.ts";
import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { scopesOf } from "../asked-scope.ts";
import type { AnsweredRequest } from "../store.ts";

/**
 * What an approved request for scopes does besides its grants: what was in force goes on with them, and those that the
 * server did not hold come on its record. Gives the server as it is then; as it was, for any other request.
 *
 * @throws AppError `conflict` when the server has changed since it was looked at
 */
export async function putScopesInForce(
  context: CommandContext,
  request: AnsweredRequest,
  server: ServerFacts,
): Promise<{ server: ServerFacts; events: AuditableEvent[] }> {
  const [item] = request.items.filter(({ resultingDigest }) => resultingDigest !== null);
  const scopes = scopesOf(request.items).filter(({ isHeld }) => !isHeld);
  const after = item?.resultingDigest ?? null;
  if (item === undefined || after === null || scopes.length === 0) return { server, events: [] };
  const { serverId, id: requestId, requesterId } = request;
  const locked = await lockServer(context.tx, serverId);
  if (locked.identityDigest !== item.serverDigest) throw conflict("server");
  const before = item.serverDigest;
  // First what was in force, since the database compares it with what the server still is.
  const rebound = await rebindGrants(context, { serverId, requestId, before, after });
  const approved = { server: locked, scopes, resultingDigest: after, requestId, requesterId };
  const recorded = await recordScopes(context, approved);
  return { server: recorded.server, events: [...recorded.events, ...rebound] };
}
