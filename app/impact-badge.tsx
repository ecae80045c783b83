import { BookOpen, Landmark, Pencil, SquareTerminal } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import type { Impact } from "#lib/kernel/generated/enums.ts";

/** What each impact is called, wherever it is shown. */
export const IMPACT_WORDS = {
  reads: "Reads",
  changes_data: "Changes data",
  executes: "Executes",
  regulated: "Regulated",
} satisfies Record<Impact, string>;

const LOOKS = {
  reads: { meaning: "neutral", icon: <BookOpen aria-hidden="true" /> },
  changes_data: { meaning: "warning", icon: <Pencil aria-hidden="true" /> },
  executes: { meaning: "danger", icon: <SquareTerminal aria-hidden="true" /> },
  regulated: { meaning: "danger", icon: <Landmark aria-hidden="true" /> },
} satisfies Record<Impact, { meaning: Meaning; icon: ReactNode }>;

/** What a tool can do to the business: the same word, icon and colour on every page. */
export function ImpactBadge({ impact }: { impact: Impact }) {
  const { meaning, icon } = LOOKS[impact];
  return (
    <Badge meaning={meaning} icon={icon}>
      {IMPACT_WORDS[impact]}
    </Badge>
  );
}
