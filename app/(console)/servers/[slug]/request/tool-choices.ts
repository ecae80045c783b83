import type { ToolView } from "#lib/inventory/tool-view.ts";

export type ToolChoice = Pick<ToolView, "id" | "name" | "description" | "reviewedImpact" | "state"> & {
  /** It is asked for already, in another request; `request` is null for whom that one is not there. */
  /** ISO 8601; null where it is not enabled. */
  enabledUntil: string | null;
  waitsIn: { request: { id: string; title: string } | null } | null;
};

type Granted = { tool: { id: string } | null; status: string; expiresAt: string };

/** A longer list is searched on the tools tab, where tools can be selected too. */
const SHOWN = 200;

/**
 * What can be asked for, in the server's order whatever is chosen, so that nothing moves under a second click; last what
 * waits for a decision, to be seen and not to be asked for twice. `replaces` is the request that is sent again.
 */
export function toolChoices(
  tools: readonly ToolView[],
  chosenIds: readonly string[],
  waiting: readonly { toolId: string; request: { id: string; title: string } | null }[],
  { replaces, granted = [] }: { replaces?: string; granted?: readonly Granted[] } = {},
): ToolChoice[] {
  const waits = new Map(
    waiting.flatMap((one) =>
      one.request !== null && one.request.id === replaces ? [] : [[one.toolId, one] as const],
    ),
  );
  const isChosen = ({ id }: ToolView) => chosenIds.includes(id);
  const offered = tools.filter((tool) => tool.state !== "removed" || isChosen(tool));
  return [...offered.filter(({ id }) => !waits.has(id)), ...offered.filter(({ id }) => waits.has(id))]
    .filter((tool, place) => place < SHOWN || isChosen(tool))
    .map(({ id, name, description, reviewedImpact, state }) => ({
      id,
      name,
      description: description.slice(0, 160),
      reviewedImpact,
      state,
      enabledUntil:
        granted.find((grant) => grant.tool?.id === id && grant.status === "active")?.expiresAt ?? null,
      waitsIn: waits.get(id) ?? null,
    }));
}
