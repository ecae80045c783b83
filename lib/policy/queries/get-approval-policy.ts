import { type Directory, loadDirectory } from "../../identity/steps/load-directory.ts";
import { query } from "../../kernel/query.ts";
import { namesIn, sourcesOf, wantedBy } from "../approval/approvers-of.ts";
import { placesOfGroup } from "../approval/places-of-group.ts";
import type { ApprovalRule } from "../approval/policy-document.ts";
import { GROUP_IS_GONE } from "../approval/policy-problems.ts";
import { breakGlassWords, pathWords, scopeWords } from "../approval/policy-words.ts";
import { cadenceWords, paceWords } from "../approval/review-words.ts";
import { findActiveVersion, findOpenVersion } from "../approval-policy-store.ts";
import { noInput } from "../input.ts";
import { findPolicyProblems } from "../steps/assert-sound-policy.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";

/** The approval policy in force, in words rule by rule, and the change that is being made to it, if any. */
export const getApprovalPolicy = query({
  name: "get-approval-policy",
  permission: "approval-policy:read",
  input: noInput,
  run: async ({ tx }) => {
    const { number, policy } = await loadApprovalPolicy(tx);
    const directory = await loadDirectory(tx, wantedBy(sourcesOf(policy)));
    const names = namesIn(directory);
    const gone = [...directory.groups].flatMap(([id, { name, isDeleted }]) =>
      isDeleted ? [{ name, places: placesOfGroup(policy, id) }] : [],
    );
    const active = await findActiveVersion(tx);
    const open = await findOpenVersion(tx);
    const problems = await findPolicyProblems(tx, policy);
    return {
      number,
      policy,
      since: active?.decidedAt?.toISOString() ?? null,
      /** Groups it names that were deleted, and where it does; nobody answers there in their name. */
      gone,
      /** What does not hold any more, as things are now; what comes of a group that is gone is said there. */
      problems: problems.filter(({ reason }) => gone.length === 0 || reason !== GROUP_IS_GONE),
      /** Where it names each group, by the group's id. */
      placesByGroup: Object.fromEntries(
        [...directory.groups.keys()].map((id) => [id, placesOfGroup(policy, id)]),
      ),
      rules: policy.rules.map((rule) => ({
        id: rule.id,
        name: rule.name,
        isFor: scopeWords(rule.when),
        path: pathWords(rule, names),
        daysMax: rule.daysMax,
        isAutomatic: rule.isAutomatic,
        /** Groups that were deleted, of those it asks. */
        gone: goneIn(rule, directory),
      })),
      breakGlass: breakGlassWords(policy.breakGlass, names),
      reviewCadence: cadenceWords(policy.reviewCadence),
      reviewPace: paceWords(policy.reviewPace),
      open:
        open === null
          ? null
          : {
              number: open.number,
              state: open.state,
              by: open.createdBy,
              summary: open.summary,
              proposedBy: open.proposedBy,
              proposedAt: open.proposedAt?.toISOString() ?? null,
            },
    };
  },
});

function goneIn({ stages }: ApprovalRule, { groups }: Directory): string[] {
  const named = stages
    .flatMap(({ from }) => from)
    .flatMap((source) => (source.kind === "group" ? [source.groupId] : []));
  return [...new Set(named)].flatMap((id) => {
    const group = groups.get(id);
    return group?.isDeleted === true ? [group.name] : [];
  });
}
