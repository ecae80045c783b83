import { query } from "#lib/kernel/query.ts";
import { listToolUseInput } from "../input.ts";
import { findUseOfTools } from "../usage-view-store.ts";
import { toUseView, type UseView } from "../use-view.ts";

/** By the tool's id, what was asked of a server's tools. One that nobody asked about is not among them. */
export const listToolUse = query({
  name: "list-tool-use",
  permission: "grant:read",
  input: listToolUseInput,
  run: async ({ tx, actor }, { serverId }): Promise<Record<string, UseView>> => {
    const rows = await findUseOfTools(tx, actor.organizationId, serverId);
    return Object.fromEntries(rows.map((row) => [row.toolId, toUseView(row)]));
  },
});
