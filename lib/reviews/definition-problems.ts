import type { ApproverSource } from "#lib/policy/approval/policy-document.ts";
import type { KnownApprovers } from "#lib/policy/approval/policy-problems.ts";
import type { CampaignDefinition } from "./campaign-definition.ts";

/** What is wrong with a definition, and where: the place as a path into it, such as `stages.1.reviewers`. */
export interface DefinitionProblem {
  at: string;
  reason: string;
}

/**
 * What would make a review other than it reads: it names somebody who is gone, or leaves a part without people. None of
 * it is in the way of staging, since the fallback answers for the rest; what nobody could answer for keeps it from running.
 */
export function definitionProblems(
  definition: CampaignDefinition,
  known: KnownApprovers & { namedServers: number },
): DefinitionProblem[] {
  const { stages, fallback, signerId, scope } = definition;
  const gone = scope.serverIds.length - known.namedServers;
  return [
    ...(gone > 0
      ? [
          {
            at: "scope.serverIds",
            reason: `${gone === 1 ? "One server" : `${gone} servers`} it names is not there any more.`,
          },
        ]
      : []),
    ...stages.flatMap((stage, place) => [
      ...(place === 0 && stage.takes !== "all"
        ? [
            {
              at: "stages.0.takes",
              reason: "The first stage takes everything: there is nothing before it to choose from.",
            },
          ]
        : []),
      ...sourcesProblems(stage.reviewers, `stages.${place}.reviewers`, known),
    ]),
    ...sourcesProblems([fallback], "fallback", known),
    ...(signerId === null || mayAct(signerId, known)
      ? []
      : [
          { at: "signerId", reason: "Whoever is to sign it has left, or only audits. Choose somebody else." },
        ]),
  ];
}

function sourcesProblems(
  sources: readonly ApproverSource[],
  at: string,
  known: KnownApprovers,
): DefinitionProblem[] {
  return sources.flatMap((source) => {
    const reason = sourceProblem(source, known);
    return reason === null ? [] : [{ at, reason }];
  });
}

function sourceProblem(source: ApproverSource, known: KnownApprovers): string | null {
  switch (source.kind) {
    case "group": {
      const members = known.groups.get(source.groupId);
      if (members === undefined) return "It names a group that is gone. Choose another.";
      if (members.length === 0) return "It names a group that nobody active is in.";
      return members.some((id) => mayAct(id, known)) ? null : "It names a group of people who only audit.";
    }
    case "person":
      if (!known.people.has(source.userId)) return "It names somebody who has left. Choose somebody else.";
      return mayAct(source.userId, known) ? null : "It names somebody who only audits. Choose somebody else.";
    case "role":
      return (known.roles.get(source.role)?.length ?? 0) > 0
        ? null
        : `Nobody active has the role ${source.role}.`;
    default:
      return null;
  }
}

function mayAct(userId: string, { roles }: KnownApprovers): boolean {
  return ACTING_ROLES.some((role) => roles.get(role)?.includes(userId) === true);
}

/** Whoever only audits changes nothing, so neither answers nor signs. */
export const ACTING_ROLES = ["admin", "approver", "member"] as const;
