import type { CampaignDefinition, ReviewSubject } from "./campaign-definition.ts";

/** What standards want looked at on a server; see `reviews_whole_servers` in the migrations. */
const WHOLE = ["tool", "scope", "access"] as const satisfies readonly ReviewSubject[];

const WORDS: Record<(typeof WHOLE)[number], string> = { tool: "tools", scope: "scopes", access: "access" };

/**
 * Why a review, whatever is answered in it, is no review of its servers, so that their next one stays due when it is; null
 * where it is one. A verb's object: "asks only about …".
 */
export function whyNotCounted({
  subjects,
  scope,
}: Pick<CampaignDefinition, "subjects" | "scope">): string | null {
  const left = WHOLE.filter((one) => !subjects.includes(one)).map((one) => WORDS[one]);
  const reasons = [
    ...(left.length === 0
      ? []
      : [`leaves out ${new Intl.ListFormat("en", { type: "disjunction" }).format(left)}`]),
    ...(scope.grantedWithinDays === null ? [] : ["asks only about what was granted lately"]),
    ...(scope.unusedForDays === null ? [] : ["asks only about what is not used"]),
    ...(scope.unansweredIn === undefined ? [] : ["asks only about what nobody answered before"]),
  ];
  return reasons.length === 0 ? null : new Intl.ListFormat("en").format(reasons);
}
