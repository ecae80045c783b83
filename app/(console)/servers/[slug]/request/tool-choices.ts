import type { ToolView } from "#lib/inventory/tool-view.ts";

export type ToolChoice = Pick<ToolView, "id" | "name" | "description" | "reviewedImpact" | "state">;

/** A longer list is searched on the tools tab, where tools can be selected too. */
const SHOWN = 200;

/** What can be asked for: what is chosen already, then what the server offers and nobody has asked for. */
export function toolChoices(tools: readonly ToolView[], chosenIds: readonly string[]): ToolChoice[] {
  const isChosen = (tool: ToolView) => chosenIds.includes(tool.id);
  const open = tools.filter((tool) => tool.state !== "removed" && tool.state !== "pending");
  return [...tools.filter(isChosen), ...open.filter((tool) => !isChosen(tool))]
    .slice(0, Math.max(SHOWN, chosenIds.length))
    .map(({ id, name, description, reviewedImpact, state }) => ({
      id,
      name,
      description: description.slice(0, 160),
      reviewedImpact,
      state,
    }));
}
