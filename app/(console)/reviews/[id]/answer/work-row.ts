import type { ItemDecision } from "#lib/kernel/generated/enums.ts";
import type { ItemFacts } from "#lib/reviews/item-facts.ts";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { shownName } from "../../item-words.ts";

/** One line of the list at the left: what it takes to choose it, and no more. */
export interface WorkRow {
  id: string;
  version: number;
  position: number;
  name: string;
  kind: ItemFacts["kind"];
  impact: NonNullable<ItemFacts["tool"]>["impact"] | null;
  server: string;
  risk: ReviewItemView["risk"];
  decision: ItemDecision;
  isUnanswered: boolean;
  /** Who answers for it; null where that is whoever looks. */
  reviewer: string | null;
  canAnswer: boolean;
  /** May be answered together with others. */
  canBulk: boolean;
}

export function toWorkRow(item: ReviewItemView): WorkRow {
  const canAnswer = item.allowed.keep === true;
  return {
    id: item.id,
    version: item.version,
    position: item.position,
    name: shownName(item.facts.name),
    kind: item.facts.kind,
    impact: item.facts.tool?.impact ?? null,
    server: shownName(item.server.name),
    risk: item.risk,
    decision: item.decision,
    isUnanswered: item.isUnanswered,
    reviewer: canAnswer ? null : (item.reviewer?.name ?? "Nobody"),
    canAnswer,
    canBulk:
      canAnswer &&
      item.risk === "low" &&
      item.decision === "undecided" &&
      item.facts.kind !== "server" &&
      item.inPlaceOf === null &&
      item.sampledAt === null,
  };
}
