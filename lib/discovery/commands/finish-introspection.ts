import type { Drift } from "../../inventory/drift.ts";
import { loadServer } from "../../inventory/steps/load-server.ts";
import { recordTools } from "../../inventory/steps/record-tools.ts";
import { conflict } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { finishIntrospectionInput } from "../input.ts";
import { loadIntrospection, moveIntrospection } from "../introspection-store.ts";

/**
 * Records what a server offers: tools are compared with what was known, and whatever changed materially is suspended
 * in this same transaction (product rule 2).
 */
export const finishIntrospection = command({
  name: "finish-introspection",
  permission: "introspection:run",
  input: finishIntrospectionInput,
  run: async (context, { introspectionId, answer }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const { serverId } = await loadIntrospection(tx, organizationId, introspectionId);
    const server = await loadServer(tx, { id: serverId });
    const recorded = await recordTools(context, { serverId, tools: answer.tools });
    const moved = await moveIntrospection(tx, { organizationId, id: introspectionId }, "running", {
      state: "succeeded",
      finishedAt: now,
      durationMs: answer.durationMs,
      protocolVersion: answer.protocolVersion,
      serverName: answer.serverName,
      serverVersion: answer.serverVersion,
      toolCount: answer.tools.length,
      resourceCount: answer.resourceCount,
      promptCount: answer.promptCount,
      drift: summary(recorded.drift),
      warnings: answer.warnings,
    });
    if (!moved) throw conflict("introspection");
    return {
      result: { toolCount: answer.tools.length },
      events: [
        {
          type: "introspection.succeeded",
          subject: { kind: "server", id: server.id, name: server.name },
          detail: {
            serverId,
            introspectionId,
            protocolVersion: answer.protocolVersion,
            tools: answer.tools.length,
          },
        },
        ...recorded.events,
      ],
    };
  },
});

/** What changed since the last look, by name; the definitions themselves are kept per tool. */
function summary({ added, removed, renamed, changed }: Drift) {
  return {
    added: added.map((tool) => tool.name),
    removed: removed.map((tool) => tool.name),
    renamed: renamed.map(({ from, to }) => ({ from, to })),
    changed: changed.map(({ name, severity }) => ({ name, severity })),
  };
}
