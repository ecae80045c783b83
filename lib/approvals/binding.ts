import type { ServerState, ToolState } from "#lib/kernel/generated/enums.ts";

/** What a request item was bound to when it was asked. */
export interface BoundItem {
  kind: "tool" | "access";
  toolId: string | null;
  toolDigest: string | null;
  serverDigest: string;
}

/** What is there now. */
export interface PresentState {
  server: { name: string; state: ServerState; identityDigest: string };
  tools: readonly { id: string; name: string; digest: string; state: ToolState }[];
}

/**
 * What makes an answer stale: an approval is for what was seen (product rule 2), so any material difference between
 * what was asked and what is there now, in words; null when all of it still holds.
 */
export function staleReason(items: readonly BoundItem[], present: PresentState): string | null {
  const { server, tools } = present;
  if (items.some((item) => item.serverDigest !== server.identityDigest)) {
    return `The connection or the scopes of ${server.name} changed after this was asked, so it cannot be decided any more. A new request that shows the change takes its place.`;
  }
  for (const item of items) {
    if (item.kind !== "tool") continue;
    const tool = tools.find((one) => one.id === item.toolId);
    if (tool === undefined || tool.state === "removed") {
      return `The server no longer offers ${tool?.name ?? "a tool"} that this asks for, so it cannot be decided any more.`;
    }
    if (tool.digest !== item.toolDigest) {
      return `The tool changed after this was asked: ${tool.name}. A new request that shows the difference takes its place.`;
    }
  }
  return null;
}

/** Why a server cannot be given grants now, or null. A pending request waits until it can again. */
export function serverProblem(server: PresentState["server"]): string | null {
  if (server.state === "registered" || server.state === "active") return null;
  return `${server.name} is ${server.state}, so nothing can be granted on it now.`;
}
