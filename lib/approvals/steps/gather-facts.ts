import type { ServerFacts, ToolFacts } from "#lib/inventory/facts.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { loadTools } from "#lib/inventory/steps/load-tools.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { serverProblem, staleReason } from "../binding.ts";
import type { RequestFacts } from "../model.ts";
import type { RequestRow } from "../store.ts";

export interface Gathered {
  facts: RequestFacts;
  server: ServerFacts;
  tools: ToolFacts[];
  /** Bound to something that has changed: a fresh request takes this one's place. */
  isStale: boolean;
}

/** A request beside what is there now: all that a decision on it depends on. */
export async function gatherFacts(tx: Tx, request: RequestRow): Promise<Gathered> {
  const server = await loadServer(tx, { id: request.serverId });
  const toolIds = request.items.flatMap((item) => item.toolId ?? []);
  const tools = toolIds.length === 0 ? [] : await loadTools(tx, server.id, toolIds);
  const stale = staleReason(request.items, { server, tools });
  return {
    facts: {
      state: request.state,
      requesterId: request.requesterId,
      beneficiaryIds: request.beneficiaryIds,
      expiresAt: request.expiresAt,
      stages: request.stages,
      votes: request.decisions,
      staleReason: stale ?? serverProblem(server),
    },
    server,
    tools,
    isStale: stale !== null,
  };
}
