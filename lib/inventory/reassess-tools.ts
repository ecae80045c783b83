import type { CommandContext } from "../kernel/command.ts";
import { newId } from "../kernel/id.ts";
import { planRecording } from "./tool-recording.ts";
import { updateRecordedTools } from "./tool-recording-store.ts";
import { listToolsToCompare } from "./tool-store.ts";

/** Assesses every tool of a server again, as when its data classes changed; a person's decision stays. */
export async function reassessTools(
  { tx, now }: CommandContext,
  server: { id: string; dataClasses: string[] },
): Promise<void> {
  const known = await listToolsToCompare(tx, server.id, []);
  const { updated } = planRecording({
    serverId: server.id,
    dataClasses: server.dataClasses,
    known,
    tools: known.map((tool) => tool.definition),
    newId: () => newId(now),
  });
  await updateRecordedTools(tx, updated, now);
}
