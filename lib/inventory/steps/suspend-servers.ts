import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { suspendServerRows } from "../suspending-store.ts";

export interface ServerToSuspend {
  serverId: string;
  /** Shown wherever the server appears. */
  reason: string;
}

/**
 * Cuts however many servers off until they are resumed, in one statement, each with its reason, and with the same event
 * as one. Those that are cut off already stay as they are. Who owns them is told.
 */
export async function suspendServers(
  { tx, now }: CommandContext,
  servers: readonly ServerToSuspend[],
): Promise<AuditableEvent[]> {
  if (servers.length === 0) return [];
  const suspended = await suspendServerRows(tx, servers, now);
  return suspended.map(({ id: serverId, name, reason, slug, ownerId, backupOwnerId }) => ({
    type: "server.suspended",
    subject: { kind: "server", id: serverId, name },
    detail: {
      serverId,
      serverSlug: slug,
      reason,
      notify: [...new Set([ownerId, backupOwnerId])].filter((id) => id !== null),
    },
  }));
}
