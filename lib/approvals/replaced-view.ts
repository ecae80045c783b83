import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import type { RemarkRow } from "./remark-store.ts";
import type { Replacements } from "./replacement-store.ts";
import { type AskedThing, whatDiffers } from "./what-differs.ts";

type Before = NonNullable<Replacements["before"]>;
type After = Pick<Before, "durationDays" | "justification" | "items">;

/** The request whose place another took: its answers, which do not count there, what was asked for, and what differs. */
export function toReplacedView(before: Before, after: After) {
  const [remark] = before.remarks;
  return {
    id: before.id,
    title: before.title,
    reason: before.stateReason,
    votes: before.decisions.map((vote) => ({ person: vote.decider, decision: vote.decision })),
    /** Who sent it back, and what was to be different; null where Steward asked anew. */
    changesAsked: remark === undefined ? null : toRemarkView(remark),
    differences: whatDiffers(
      { ...before, things: before.items.map(toThing) },
      { ...after, things: after.items.map(toThing) },
    ),
  };
}

export function toRemarkView({ id, kind, body, writtenAt, author, onBehalfOf }: RemarkRow) {
  return {
    id,
    kind,
    body,
    author,
    onBehalfOf: onBehalfOf && { id: onBehalfOf.id, name: onBehalfOf.name },
    writtenAt: writtenAt.toISOString(),
  };
}

function toThing(item: Before["items"][number]): AskedThing {
  const { kind, toolId, toolDigest, consumerId, consumer, scopeName } = item;
  // It was a tool definition when it was frozen.
  const definition = item.definition as unknown as ToolDefinition | null;
  return {
    kind,
    id: toolId ?? consumerId ?? scopeName ?? "",
    name: definition?.name ?? consumer?.name ?? scopeName ?? "",
    digest: toolDigest,
  };
}
