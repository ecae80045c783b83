import type { ReviewStage } from "#lib/reviews/campaign-definition.ts";

export const TAKES_WORDS = {
  all: "Everything",
  kept: "What was kept",
  high_risk: "What is of high risk",
} as const satisfies Record<ReviewStage["takes"], string>;

export const SEES_WORDS = {
  answers_and_reasons: "The answers and their reasons",
  answers: "The answers only",
  nothing: "Nothing: it judges for itself",
} as const satisfies Record<ReviewStage["sees"], string>;
