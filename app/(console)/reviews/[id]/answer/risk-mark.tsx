import type { Meaning } from "#components/ui/meaning.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ReviewRisk } from "#lib/reviews/campaign-definition.ts";

const LOOKS = {
  low: { words: "Low risk", meaning: "neutral" },
  medium: { words: "Medium risk", meaning: "warning" },
  high: { words: "High risk", meaning: "danger" },
} satisfies Record<ReviewRisk, { words: string; meaning: Meaning }>;

/** How grave a wrong answer would be. */
export function RiskMark({ risk }: { risk: ReviewRisk }) {
  return <Status meaning={LOOKS[risk].meaning}>{LOOKS[risk].words}</Status>;
}
