import { isDeepStrictEqual } from "node:util";
import { notFound } from "../../kernel/app-error.ts";
import { query } from "../../kernel/query.ts";
import { policyVersionInput } from "../approval-input.ts";
import { countLongOverdue, groupByChangedCadence } from "../cadence-effect-store.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";
import { loadPolicyDocument } from "../steps/load-policy-document.ts";

const SHOWN = 30;

/**
 * What a version of the policy would mean for when servers are reviewed: how many would be due sooner and how many later,
 * by what they are, and how many would come into the way of a suspension. Null where it changes nothing of it.
 */
export const previewReviewCadence = query({
  name: "preview-review-cadence",
  permission: "approval-policy:read",
  input: policyVersionInput,
  run: async ({ tx, actor, now }, { number }) => {
    const policy = await loadPolicyDocument(tx, number);
    if (policy === null) throw notFound("policy version");
    const { reviewCadence: cadence } = policy;
    const inForce = (await loadApprovalPolicy(tx)).policy.reviewCadence;
    if (isDeepStrictEqual(cadence, inForce)) return null;
    const { organizationId } = actor;
    const rows = await groupByChangedCadence(tx, organizationId, cadence);
    const sum = (field: "sooner" | "later") => rows.reduce((total, row) => total + row[field], 0);
    const { warnDays, suspendAfterDays } = cadence;
    return {
      sooner: sum("sooner"),
      later: sum("later"),
      warnDays,
      suspendAfterDays,
      /** Servers overdue by as long already whose grants would be suspended, once they were warned. */
      longOverdue:
        suspendAfterDays === null || suspendAfterDays === inForce.suspendAfterDays
          ? 0
          : await countLongOverdue(tx, organizationId, suspendAfterDays, now),
      kindCount: rows.length,
      kinds: rows.slice(0, SHOWN).map(({ kind, ...row }) => {
        const [environment = "", criticality = "", impact = ""] = kind.split("/");
        return { environment, criticality, impact: impact === "none" ? null : impact, ...row };
      }),
    };
  },
});

export type CadenceEffect = NonNullable<Awaited<ReturnType<typeof previewReviewCadence>>>;
