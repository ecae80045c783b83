import type { CommandContext } from "../../kernel/command.ts";
import { refreshListing } from "../bulk-store.ts";

/** Brings the servers list up to date with servers whose insertion postponed it. Call it when they are whole. */
export async function listInsertedServers(
  { tx, actor }: CommandContext,
  serverIds: readonly string[],
): Promise<void> {
  await refreshListing(tx, actor.organizationId, serverIds);
}
