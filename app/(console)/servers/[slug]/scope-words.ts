import type { Meaning } from "#components/ui/meaning.tsx";
import type { ScopeStanding } from "#lib/grants/scope-standing.ts";

/** A scope's standing in a word or two, and how bad it is. */
export const STANDING_WORDS = {
  granted: { meaning: "good", words: "Granted" },
  not_granted: { meaning: "warning", words: "Not granted" },
  expired: { meaning: "warning", words: "Grant ended" },
  suspended: { meaning: "warning", words: "Grant suspended" },
  revoked: { meaning: "danger", words: "Grant revoked" },
  changed: { meaning: "warning", words: "Not as granted" },
} satisfies Record<ScopeStanding, { meaning: Meaning; words: string }>;
