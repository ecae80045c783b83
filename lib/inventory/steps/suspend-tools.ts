import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { suspendToolRows } from "../tool-ending-store.ts";

export interface ToolToSuspend {
  toolId: string;
  /** Shown on the server's page while the state lasts. */
  reason: string;
}

/**
 * Suspends however many tools in one statement, each with its reason. Only what is enabled is suspended; what is not
 * stays as it is, as with one of them.
 */
export async function suspendTools(
  { tx }: CommandContext,
  tools: readonly ToolToSuspend[],
): Promise<AuditableEvent[]> {
  if (tools.length === 0) return [];
  const suspended = await suspendToolRows(tx, tools);
  return suspended.map(({ id, name, digest, serverId, reason }) => ({
    type: "tool.suspended",
    subject: { kind: "tool", id, name },
    detail: { serverId, toolId: id, digest, from: "enabled", to: "suspended", reason },
  }));
}
