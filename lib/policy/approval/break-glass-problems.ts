import type { ApproverSource, BreakGlassTerms } from "./policy-document.ts";
import { type KnownApprovers, type PolicyProblem, sourceProblems } from "./policy-problems.ts";

/** Two people review each use, and whoever used it is never one of them. */
export const REVIEWS_WANTED = 2;

/** Why the terms for breaking glass cannot take effect; empty when they can, and when it is off. */
export function breakGlassProblems(terms: BreakGlassTerms | null, known: KnownApprovers): PolicyProblem[] {
  if (terms === null) return [];
  const { from, reviewFrom } = terms;
  const gone = [
    ...sourceProblems(from, "breakGlass.from", known),
    ...ownersNamed(from),
    ...sourceProblems(reviewFrom, "breakGlass.reviewFrom", known),
  ];
  return gone.length > 0 ? gone : tooFewReviewers(terms, known);
}

/** Whoever answers for a server changes with the server; who may break glass is said here, by name. */
function ownersNamed(from: readonly ApproverSource[]): PolicyProblem[] {
  return from.flatMap((source, index) =>
    isOfServer(source)
      ? [
          {
            at: `breakGlass.from.${index}`,
            reason: "Name roles, groups or people: an owner may give a server away, and this with it.",
          },
        ]
      : [],
  );
}

/** Enough for everybody who may use it: the reviewers without that very person. */
function tooFewReviewers({ from, reviewFrom }: BreakGlassTerms, known: KnownApprovers): PolicyProblem[] {
  const reviewers = peopleOf(reviewFrom, known);
  const unnamed = reviewFrom.filter(isOfServer).length;
  const isShort = [...peopleOf(from, known)].some((userId) => {
    const others = [...reviewers].filter((id) => id !== userId).length;
    return others + unnamed < REVIEWS_WANTED;
  });
  if (!isShort) return [];
  return [
    {
      at: "breakGlass.reviewFrom",
      reason:
        "Two people review each use, never whoever used it: for somebody who may use it there are fewer than two others here.",
    },
  ];
}

function isOfServer({ kind }: ApproverSource): boolean {
  return kind === "owner" || kind === "backup_owner" || kind === "manager";
}

function peopleOf(sources: readonly ApproverSource[], known: KnownApprovers): Set<string> {
  const ids = sources.flatMap((source) => {
    if (source.kind === "role") return known.roles.get(source.role) ?? [];
    if (source.kind === "group") return known.groups.get(source.groupId) ?? [];
    return source.kind === "person" ? [source.userId] : [];
  });
  return new Set(ids);
}
