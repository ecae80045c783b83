/** What of an approved thing is no longer as it was approved. At least one is true. */
export interface Drift {
  isServerChanged: boolean;
  isToolChanged: boolean;
  isToolRemoved: boolean;
}

/** Why a grant is suspended, from what differs now: events come late, together, or not at all. */
export function driftReason(drift: Drift, toolName: string | null): string {
  const tool = toolName ?? "the tool";
  const differences = [
    ...(drift.isToolRemoved ? [`The server no longer offers ${tool}.`] : []),
    ...(drift.isToolChanged && !drift.isToolRemoved
      ? [`The definition of ${tool} changed after it was approved.`]
      : []),
    ...(drift.isServerChanged ? ["The server's connection or scopes changed after this was approved."] : []),
  ];
  return differences.join(" ");
}

/** The same in one word, for the audit trail. */
export function driftedPart(drift: Drift): "tool" | "server" | "tool and server" {
  const isToolDrifted = drift.isToolChanged || drift.isToolRemoved;
  if (!drift.isServerChanged) return "tool";
  return isToolDrifted ? "tool and server" : "server";
}
