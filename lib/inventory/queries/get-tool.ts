import { query } from "../../kernel/query.ts";
import { type DiffLine, definitionDiff } from "../definition-diff.ts";
import { getToolInput } from "../input.ts";
import { loadToolDetail, type ToolDetailRow, VERSIONS_SHOWN } from "../server-page-store.ts";
import { displayWarnings, type ToolDefinition } from "../tool-definition.ts";
import { toToolView } from "../tool-view.ts";

/**
 * One tool with its definition, warnings about misleading characters in it, and its last 20 versions, newest first,
 * each with the difference from the one before (`diff` is null for the oldest known). @throws AppError `not_found`
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
      versions: versionsOf(tool.versions),
    };
  },
});

export type ToolPage = Awaited<ReturnType<typeof getTool>>;

/** The store gives one version more than is shown, to compare the last one with. */
function versionsOf(newestFirst: ToolDetailRow["versions"]) {
  const shown = newestFirst.slice(0, VERSIONS_SHOWN);
  return shown.map(({ id, name, digest, definition, change, seenAt }, index) => {
    const previous = newestFirst[index + 1];
    return {
      id,
      name,
      digest,
      change,
      seenAt: seenAt.toISOString(),
      diff: diffOf(previous?.definition, definition),
    };
  });
}

function diffOf(before: unknown, after: unknown): DiffLine[] | null {
  if (before === undefined) return null;
  return definitionDiff(before as ToolDefinition, after as ToolDefinition); // written by record-tools only
}
