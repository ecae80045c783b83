import type { Tx } from "../../kernel/db.ts";
import type { ToolDefinition } from "../tool-definition.ts";
import { findToolVersion } from "../tool-store.ts";

/** The newest definition this tool was seen with under this digest (as in `ToolFacts.digest`), or null. */
export function loadToolVersion(tx: Tx, toolId: string, digest: string): Promise<ToolDefinition | null> {
  return findToolVersion(tx, toolId, digest);
}
