import { conflict } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import type { ScopeBreadth } from "../../kernel/generated/enums.ts";
import { newId } from "../../kernel/id.ts";
import type { ServerFacts } from "../facts.ts";
import { saveIdentity } from "../save-identity.ts";
import { insertScope } from "../scope-store.ts";
import { lockServerRow } from "../store.ts";

interface ApprovedScopes {
  /** As it was locked by the caller. */
  server: ServerFacts;
  scopes: readonly { name: string; system: string | null; breadth: ScopeBreadth }[];
  /** What the server's identity must be with them. */
  resultingDigest: string;
  /** The request that was approved, and who asked: they had the server changed, and not who approved. */
  requestId: string;
  requesterId: string;
}

/**
 * Puts scopes that were approved on the server's record; the caller holds the server. Gives the server as it is then.
 *
 * @throws AppError `conflict` when its identity with them is not the one that was approved
 */
export async function recordScopes(
  context: CommandContext,
  { server, scopes, resultingDigest, requestId, requesterId }: ApprovedScopes,
): Promise<{ server: ServerFacts; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const added: AuditableEvent[] = [];
  for (const { name, system, breadth } of scopes) {
    const id = newId(now);
    const { organizationId } = actor;
    await insertScope(tx, { organizationId, id, serverId: server.id, name, system, breadth, addedAt: now });
    added.push({
      type: "scope.added",
      subject: { kind: "scope", id, name },
      detail: { serverId: server.id, server: server.name, system, breadth, requestId, requesterId },
    });
  }
  const scopesAdded = scopes.map(({ name }) => name);
  const changed = await saveIdentity(context, server, server, { scopesAdded, requestId, requesterId });
  const after = await lockServerRow(tx, server.id);
  if (after.identityDigest !== resultingDigest) throw conflict("server");
  return { server: after, events: [...added, ...changed] };
}
