import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import { followRotations, refreshServerRisks } from "./follow-sightings.ts";
import type { SeenFile } from "./model.ts";
import { listServersOf } from "./sighting-facts-store.ts";
import { markGone, summarizeCandidates } from "./sighting-store.ts";

export interface SavedGone {
  /** Places; GONE_LIMIT of them means that there may be more. */
  count: number;
  events: AuditableEvent[];
}

/**
 * Marks what these files of named machines showed before this import and show no longer, and takes their risks off the
 * servers. A file of an unnamed machine tells nothing: the next one of that name may be somebody else's.
 */
export async function saveGone(
  context: CommandContext,
  importId: string,
  files: readonly SeenFile[],
): Promise<SavedGone> {
  const { tx, actor, now } = context;
  const named = files.filter((file) => file.machine !== "");
  if (named.length === 0) return { count: 0, events: [] };
  const concerned = await markGone(tx, actor.organizationId, importId, named, now);
  const candidateIds = [...new Set(concerned)];
  await summarizeCandidates(tx, candidateIds, now);
  const serverIds = await listServersOf(tx, candidateIds);
  const events = [
    ...(await refreshServerRisks(context, serverIds)),
    ...(await followRotations(context, candidateIds, serverIds)),
  ];
  return { count: concerned.length, events };
}
