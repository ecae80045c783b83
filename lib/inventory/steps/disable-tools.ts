import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { disableToolRows } from "../tool-ending-store.ts";

export interface ToolToDisable {
  toolId: string;
  /** Shown on the server's page while the state lasts. */
  reason: string;
}

/**
 * Disables however many tools in one statement, each with its reason, and with the same events as one. What is removed
 * or disabled already stays as it is.
 */
export async function disableTools(
  { tx }: CommandContext,
  tools: readonly ToolToDisable[],
): Promise<AuditableEvent[]> {
  if (tools.length === 0) return [];
  const disabled = await disableToolRows(tx, tools);
  return disabled.map(({ id, name, digest, serverId, from, reason }) => ({
    type: "tool.disabled",
    subject: { kind: "tool", id, name },
    detail: { serverId, toolId: id, digest, from, to: "disabled", reason },
  }));
}
