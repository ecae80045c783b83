import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { endToolRows } from "../tool-ending-store.ts";

/**
 * Disables every tool of a server that is enabled, suspended or awaits a decision, in one statement. For a server that
 * was cut off; the caller holds its row.
 */
export async function endTools(
  { tx }: CommandContext,
  { serverId, reason }: { serverId: string; reason: string },
): Promise<AuditableEvent[]> {
  const ended = await endToolRows(tx, serverId, reason);
  return ended.map(({ id, name, digest, from }) => ({
    type: "tool.disabled",
    subject: { kind: "tool", id, name },
    detail: { serverId, toolId: id, digest, from, to: "disabled", reason },
  }));
}
