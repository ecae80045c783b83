import type { RecommendationReason } from "#lib/reviews/item-facts.ts";

/** Why the facts speak for an answer, in words. */
const REASON_WORDS = {
  unused_90_days: "it was not used for 90 days",
  never_used: "nobody used it since it was granted",
  broad_scope: "its scope is broad",
  wildcard_scope: "its scope is a wildcard",
  suspended: "it is suspended",
  grave_finding: "a grave finding is open on it",
  expired: "it has expired",
  no_expiry: "it never ends by itself",
  no_backup_owner: "it has no backup owner",
  not_seen_90_days: "it was not seen for 90 days",
} satisfies Record<RecommendationReason, string>;

interface Recommendation {
  answer: "keep" | "revoke" | "change" | null;
  reasons: readonly RecommendationReason[];
}

/** "The facts speak for revoking it: it was not used for 90 days." Never a choice made for anybody. */
export function recommendationInWords({ answer, reasons }: Recommendation): string {
  const why = reasons.map((reason) => REASON_WORDS[reason]).join(", and ");
  const because = why === "" ? "" : `: ${why}`;
  if (answer === null) return `The facts ask for a closer look${because}.`;
  return `${SPEAK_FOR[answer]}${because}.`;
}

const SPEAK_FOR = {
  keep: "Nothing in the facts speaks against it",
  revoke: "The facts speak for revoking it",
  change: "The facts speak for changing it",
} as const;
