import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import { newId } from "../kernel/id.ts";
import { listReachedSystems } from "./system-link-store.ts";
import { planRecording } from "./tool-recording.ts";
import { updateRecordedTools } from "./tool-recording-store.ts";
import { lockToolsToCompare } from "./tool-store.ts";

/**
 * Assesses every tool of a server again, as when its data classes or the systems it reaches changed; a person's decision stays. Nobody looked at
 * the server, so nothing is seen anew. Gives an event for each tool whose impact is another one now.
 */
export async function reassessTools(
  { tx, now }: CommandContext,
  server: { id: string; dataClasses: string[] },
): Promise<AuditableEvent[]> {
  const reached = await listReachedSystems(tx, [server.id]);
  const known = await lockToolsToCompare(tx, server.id, []);
  const { updated } = planRecording({
    serverId: server.id,
    dataClasses: server.dataClasses,
    systems: reached,
    known,
    tools: known.map((tool) => tool.definition),
    newId: () => newId(now),
  });
  await updateRecordedTools(tx, updated, now);
  const impactBefore = new Map(known.map((tool) => [tool.id, tool.reviewedImpact]));
  return updated.flatMap(({ id, name, reviewedImpact: after }): AuditableEvent[] => {
    const before = impactBefore.get(id) ?? after;
    if (before === after) return [];
    const detail = { serverId: server.id, toolId: id, before, after };
    return [{ type: "tool.impact_reassessed", subject: { kind: "tool", id, name }, detail }];
  });
}
