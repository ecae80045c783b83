import type { CommandContext } from "../../kernel/command.ts";
import { serverExists } from "../bulk-store.ts";

/** Whether a server of this id is in the inventory. */
export function hasServer({ tx, actor }: CommandContext, id: string): Promise<boolean> {
  return serverExists(tx, actor.organizationId, id);
}
