import { notFound } from "../../kernel/app-error.ts";
import type { Tx } from "../../kernel/db.ts";
import type { ToolFacts } from "../facts.ts";
import { listToolFacts } from "../tool-store.ts";

/**
 * The tools of one server by name, or only these. Includes disabled and removed ones: look at `state`.
 *
 * @throws AppError `not_found` when one of `toolIds` is not a tool of this server
 */
export async function loadTools(tx: Tx, serverId: string, toolIds?: readonly string[]): Promise<ToolFacts[]> {
  const tools = await listToolFacts(tx, serverId, toolIds);
  if (toolIds !== undefined && tools.length !== new Set(toolIds).size) throw notFound("tool");
  return tools;
}
