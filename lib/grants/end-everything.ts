import { endServer, type ServerEnding } from "#lib/inventory/steps/end-server.ts";
import { endTools } from "#lib/inventory/steps/end-tools.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { revokeGrantsOfServer } from "./ending-store.ts";

export interface Ended {
  serverId: string;
  grantsRevoked: number;
  toolsDisabled: number;
}

/** Cuts a server off together with everything that was granted on it. */
export async function endEverything(context: CommandContext, ending: ServerEnding): Promise<Outcome<Ended>> {
  const { tx, actor, now } = context;
  const { serverId, reason } = ending;
  const { events } = await endServer(context, ending);
  const what = ending.action === "revoke" ? "revoked" : "retired";
  const words = `The server was ${what}: ${reason}`;
  const grants = await revokeGrantsOfServer(tx, actor.organizationId, serverId, words, now);
  const revoked = grants.map(
    ({ id, name, before }): AuditableEvent => ({
      type: "grant.revoked",
      subject: { kind: "grant", id, name },
      detail: { serverId, cause: "server", reason: words, state: { before, after: "revoked" } },
    }),
  );
  const disabled = await endTools(context, { serverId, reason: words });
  const [first, ...others] = [...events, ...revoked, ...disabled];
  // endServer gives one event at least.
  if (first === undefined) throw new Error("a server ended without an event");
  return {
    result: { serverId, grantsRevoked: grants.length, toolsDisabled: disabled.length },
    events: [first, ...others],
  };
}
