import { loadDirectory } from "../../identity/steps/load-directory.ts";
import { query } from "../../kernel/query.ts";
import { namesIn, sourcesOf, wantedBy } from "../approval/approvers-of.ts";
import { breakGlassWords, pathWords, scopeWords } from "../approval/policy-words.ts";
import { findActiveVersion, findOpenVersion } from "../approval-policy-store.ts";
import { noInput } from "../input.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";

/** The approval policy in force, in words rule by rule, and the change that is being made to it, if any. */
export const getApprovalPolicy = query({
  name: "get-approval-policy",
  permission: "approval-policy:read",
  input: noInput,
  run: async ({ tx }) => {
    const { number, policy } = await loadApprovalPolicy(tx);
    const names = namesIn(await loadDirectory(tx, wantedBy(sourcesOf(policy))));
    const active = await findActiveVersion(tx);
    const open = await findOpenVersion(tx);
    return {
      number,
      policy,
      since: active?.decidedAt?.toISOString() ?? null,
      rules: policy.rules.map((rule) => ({
        id: rule.id,
        name: rule.name,
        isFor: scopeWords(rule.when),
        path: pathWords(rule, names),
        daysMax: rule.daysMax,
        isAutomatic: rule.isAutomatic,
      })),
      breakGlass: breakGlassWords(policy.breakGlass, names),
      open:
        open === null
          ? null
          : { number: open.number, state: open.state, by: open.createdBy, summary: open.summary },
    };
  },
});
