import type { Environment } from "#lib/kernel/generated/enums.ts";

/** What of an approved thing is no longer as it was approved. At least one is so. */
export interface Drift {
  isServerChanged: boolean;
  isToolChanged: boolean;
  isToolRemoved: boolean;
  /** Where the server is by now, where that is stricter than what this was approved for; else null. */
  movedTo: Environment | null;
  /** The tool turned out to be able to do more than what was approved; or one that automatic access opens by now does. */
  isGraver: boolean;
  /** The server was declared more critical than it was when this was approved. */
  isMoreCritical: boolean;
  /** The server holds, or reaches, data that whoever approved did not see. */
  isDataAdded: boolean;
  /** The server's record no longer has the scope, or has another of its name. */
  isScopeGone: boolean;
}

/** Why a grant is suspended, from what differs now: events come late, together, or not at all. */
export function driftReason(
  drift: Drift,
  { toolName, scopeName }: { toolName: string | null; scopeName: string | null },
): string {
  const tool = toolName ?? "the tool";
  const differences = [
    ...(drift.isToolRemoved ? [`The server no longer offers ${tool}.`] : []),
    ...(drift.isToolChanged && !drift.isToolRemoved
      ? [`The definition of ${tool} changed after it was approved.`]
      : []),
    ...(drift.isScopeGone
      ? [`The scope ${scopeName ?? ""} is no longer on the server's record as it was approved.`]
      : []),
    ...(drift.isServerChanged ? ["The server's connection or scopes changed after this was approved."] : []),
    ...(drift.movedTo === null ? [] : [`The server moved to ${drift.movedTo} after this was approved.`]),
    ...(drift.isMoreCritical ? ["The server is more critical than when this was approved."] : []),
    ...(drift.isDataAdded ? ["The server holds other data than when this was approved."] : []),
    ...(drift.isGraver ? [graverReason(toolName)] : []),
  ];
  return differences.join(" ");
}

function graverReason(toolName: string | null): string {
  return toolName === null
    ? "Access was granted without asking anybody, and a tool that it opens can do more than what was granted so."
    : `The impact of ${toolName} is higher than when this was approved.`;
}

/** The same in one word, for the audit trail. */
export function driftedPart(drift: Drift): "tool" | "server" | "tool and server" {
  const isToolDrifted = drift.isToolChanged || drift.isToolRemoved || drift.isGraver;
  const isServerDrifted =
    drift.isServerChanged ||
    drift.movedTo !== null ||
    drift.isMoreCritical ||
    drift.isDataAdded ||
    drift.isScopeGone;
  if (!isServerDrifted) return "tool";
  return isToolDrifted ? "tool and server" : "server";
}
