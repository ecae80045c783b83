import type { ToolState } from "../kernel/generated/enums.ts";

export const TOOL_ACTIONS = [
  "await",
  "enable",
  "suspend",
  "disable",
  "reset",
  "hold",
  "remove",
  "return",
] as const;
export type ToolAction = (typeof TOOL_ACTIONS)[number];

/**
 * The life of a tool. A renewal leaves an enabled tool enabled while it is decided. Cutting off is never refused:
 * where nothing is in force the state stays. Enabling always follows an approval: a tool nobody asked for is not
 * enabled, one whose grant ran out while its renewal was decided is. `hold` is `reset` for what a person suspended.
 */
export const TOOL_TRANSITIONS = {
  discovered: {
    await: "pending",
    suspend: "discovered",
    disable: "disabled",
    reset: "discovered",
    hold: "discovered",
    remove: "removed",
  },
  pending: {
    await: "pending",
    enable: "enabled",
    suspend: "pending",
    disable: "pending",
    reset: "discovered",
    hold: "suspended",
    remove: "removed",
  },
  enabled: {
    await: "enabled",
    enable: "enabled",
    suspend: "suspended",
    disable: "disabled",
    reset: "enabled",
    hold: "enabled",
    remove: "removed",
  },
  suspended: {
    await: "pending",
    enable: "enabled",
    suspend: "suspended",
    disable: "disabled",
    reset: "suspended",
    hold: "suspended",
    remove: "removed",
  },
  disabled: {
    await: "pending",
    enable: "enabled",
    suspend: "disabled",
    disable: "disabled",
    reset: "disabled",
    hold: "disabled",
    remove: "removed",
  },
  removed: {
    suspend: "removed",
    disable: "removed",
    reset: "removed",
    hold: "removed",
    remove: "removed",
    return: "discovered",
  },
} as const satisfies Record<ToolState, Partial<Record<ToolAction, ToolState>>>;

export type ToolVerdict = { ok: true; next: ToolState } | { ok: false; reason: string };

/** Whether the tool's state allows the action, and the state that follows; it may be the same. */
export function decideTool(tool: { state: ToolState; name: string }, action: ToolAction): ToolVerdict {
  const transitions: Partial<Record<ToolAction, ToolState>> = TOOL_TRANSITIONS[tool.state];
  const next = transitions[action];
  if (next !== undefined) return { ok: true, next };
  if (tool.state === "removed") {
    return { ok: false, reason: `The server no longer offers ${tool.name}. Introspect it to look again.` };
  }
  if (action === "enable") {
    return {
      ok: false,
      reason: `${tool.name} is enabled through an approved request; nobody has asked for it yet.`,
    };
  }
  return { ok: false, reason: `${tool.name} is ${tool.state}, which does not allow ${action}.` };
}
