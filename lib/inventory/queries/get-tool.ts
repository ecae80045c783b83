import { query } from "../../kernel/query.ts";
import { getToolInput } from "../input.ts";
import { loadToolDetail } from "../server-page-store.ts";
import { displayWarnings, type ToolDefinition } from "../tool-definition.ts";
import { toToolView } from "../tool-view.ts";

/**
 * One tool with its definition, warnings about misleading characters in it, and its last 100 versions, newest first,
 * numbered from the first seen. @throws AppError `not_found`
 */
export const getTool = query({
  name: "get-tool",
  permission: "server:read",
  input: getToolInput,
  run: async ({ tx }, { slug, toolId }) => {
    const tool = await loadToolDetail(tx, slug, toolId);
    const definition = tool.definition as unknown as ToolDefinition; // written by record-tools only
    return {
      ...toToolView(tool),
      server: tool.server,
      definition,
      warnings: displayWarnings(definition),
      versions: tool.versions.map(({ seenAt, ...version }, place) => ({
        ...version,
        number: tool._count.versions - place,
        seenAt: seenAt.toISOString(),
      })),
    };
  },
});

export type ToolPage = Awaited<ReturnType<typeof getTool>>;
