import { addDays } from "date-fns/addDays";
import type { CampaignDefinition } from "./campaign-definition.ts";

/** A day in the life of a review that people plan around. */
export interface CampaignDate {
  kind: "started" | "stage_ends" | "due" | "closed";
  at: Date;
  /** The stage that ends, from 1. */
  stage: { number: number; name: string } | null;
}

interface Dated {
  definition: Pick<CampaignDefinition, "stages">;
  stage: number;
  stageEndsAt: Date | null;
  startedAt: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
}

/** When a review started, when the stage that answers now and those behind it end, and when all of it is due. */
export function datesOf(campaign: Dated): CampaignDate[] {
  const { startedAt, dueAt, closedAt } = campaign;
  return [
    ...(startedAt === null ? [] : [{ kind: "started" as const, at: startedAt, stage: null }]),
    ...(closedAt === null ? stageEnds(campaign) : []),
    ...(dueAt === null || closedAt !== null ? [] : [{ kind: "due" as const, at: dueAt, stage: null }]),
    ...(closedAt === null ? [] : [{ kind: "closed" as const, at: closedAt, stage: null }]),
  ];
}

/** The last stage ends when the review is due, which is a date of its own. */
function stageEnds({ definition, stage, stageEndsAt }: Dated): CampaignDate[] {
  if (stageEndsAt === null) return [];
  let at = stageEndsAt;
  return definition.stages.slice(stage - 1, -1).map(({ name }, place) => {
    if (place > 0) at = addDays(at, definition.stages[stage - 1 + place]?.days ?? 0);
    return { kind: "stage_ends" as const, at, stage: { number: stage + place, name } };
  });
}
