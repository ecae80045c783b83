import { Check, CircleDashed, Pencil, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";

const LOOKS = {
  undecided: { words: "Open", meaning: "neutral", icon: <CircleDashed aria-hidden="true" /> },
  keep: { words: "Keep", meaning: "good", icon: <Check aria-hidden="true" /> },
  revoke: { words: "Revoke", meaning: "danger", icon: <X aria-hidden="true" /> },
  change: { words: "Change", meaning: "notice", icon: <Pencil aria-hidden="true" /> },
} satisfies Record<ReviewItemView["decision"], { words: string; meaning: Meaning; icon: ReactNode }>;

/** The answer to one item. No response is said as such, and never shown as a decision. */
export function DecisionMark({ item }: { item: Pick<ReviewItemView, "decision" | "isUnanswered"> }) {
  if (item.isUnanswered) return <Status meaning="warning">No response</Status>;
  const { words, meaning, icon } = LOOKS[item.decision];
  return (
    <Status meaning={meaning} icon={icon}>
      {words}
    </Status>
  );
}
