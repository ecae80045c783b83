import { refused } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent, EventType } from "../../kernel/events.ts";
import type { ToolState } from "../../kernel/generated/enums.ts";
import { decideTool, type ToolAction } from "../tool-states.ts";
import { loadToolFacts, saveTool } from "../tool-store.ts";

export interface SetToolState {
  toolId: string;
  action: Exclude<ToolAction, "remove" | "return">;
  /** Shown on the server's page while the state lasts; null clears it. */
  reason: string | null;
}

/**
 * Moves one tool to the state that follows; no events when the state stays. `reset` is for a request that was
 * rejected or withdrawn, `hold` for the same where a person suspended what the tool was enabled by. Each event's detail has serverId, toolId, digest, from, to, reason.
 *
 * @throws AppError `not_found`, `refused` with the reason, `conflict`
 */
export async function setToolState(
  { tx }: CommandContext,
  { toolId, action, reason }: SetToolState,
): Promise<AuditableEvent[]> {
  const tool = await loadToolFacts(tx, toolId);
  const subject = { kind: "tool", id: tool.id, name: tool.name };
  const verdict = decideTool(tool, action);
  if (!verdict.ok) throw refused(verdict.reason, subject);
  if (verdict.next === tool.state) return [];
  await saveTool(tx, tool, { state: verdict.next, stateReason: reason });
  const { serverId, digest, state: from } = tool;
  return [
    {
      type: EVENT_OF[verdict.next],
      subject,
      detail: { serverId, toolId, digest, from, to: verdict.next, reason },
    },
  ];
}

const EVENT_OF: Record<ToolState, EventType> = {
  discovered: "tool.reset",
  pending: "tool.pending",
  enabled: "tool.enabled",
  suspended: "tool.suspended",
  disabled: "tool.disabled",
  removed: "tool.removed",
};
