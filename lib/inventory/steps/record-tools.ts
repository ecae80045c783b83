import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { compareTools, type Drift } from "../drift.ts";
import { decideServer } from "../model.ts";
import { storableDefinition } from "../storable-definition.ts";
import { lockServerRow, markIntrospected, saveServer } from "../store.ts";
import { listReachedSystems } from "../system-link-store.ts";
import type { ToolDefinition } from "../tool-definition.ts";
import { planRecording } from "../tool-recording.ts";
import { applyRecording } from "../tool-recording-store.ts";
import { lockToolsToCompare } from "../tool-store.ts";

export interface RecordedTools {
  drift: Drift;
  events: AuditableEvent[];
}

/**
 * Brings the inventory up to what a server offers now, in a fixed number of statements however many tools there are.
 * New tools are discovered with an assessed impact; a material change or a rename suspends an enabled tool and ends an
 * impact that was lowered for the old definition; a cosmetic change is only recorded; what is gone is removed, never
 * deleted. The first tools seen of a registered server activate it.
 *
 * Details of tool.changed, tool.renamed, tool.touched_up, tool.returned and tool.removed: serverId, toolId, before and
 * after (digests; equal when cosmetic), state { before, after }, and name and impact where they changed.
 *
 * @throws AppError `not_found`
 */
export async function recordTools(
  { tx, actor, now }: CommandContext,
  { serverId, tools }: { serverId: string; tools: readonly ToolDefinition[] },
): Promise<RecordedTools> {
  const server = await lockServerRow(tx, serverId);
  // Cut off while it was being asked: its record stays as it was.
  if (server.state === "revoked" || server.state === "retired") {
    return { drift: compareTools([], []), events: [] };
  }
  const offered = tools.map(storableDefinition);
  const known = await lockToolsToCompare(
    tx,
    serverId,
    offered.map((tool) => tool.name),
  );
  const reached = await listReachedSystems(tx, [serverId]);
  const recording = planRecording({
    serverId,
    dataClasses: server.dataClasses,
    systems: reached,
    known,
    tools: offered,
    newId: () => newId(now),
  });
  await applyRecording(tx, actor.organizationId, serverId, recording, now);
  await markIntrospected(tx, serverId, now);
  const activation = decideServer(server, "activate");
  if (tools.length === 0 || !activation.ok) return { drift: recording.drift, events: recording.events };
  await saveServer(tx, server, { state: activation.next, stateReason: null }, now);
  const activated: AuditableEvent = {
    type: "server.activated",
    subject: { kind: "server", id: serverId, name: server.name },
    detail: { serverId, reason: "Its tools were seen for the first time." },
  };
  return { drift: recording.drift, events: [...recording.events, activated] };
}
