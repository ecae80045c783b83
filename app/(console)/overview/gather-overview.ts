import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { countServersWithoutRevocationPath } from "#lib/grants/queries/count-servers-without-revocation-path.ts";
import { countHighImpactTools } from "#lib/inventory/queries/count-high-impact-tools.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { listExpiringCredentials } from "#lib/inventory/queries/list-expiring-credentials.ts";
import { listMyOwnership } from "#lib/inventory/queries/list-my-ownership.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { countFindings } from "#lib/policy/queries/count-findings.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { getPolicyToDecide } from "#lib/policy/queries/get-policy-to-decide.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";
import { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { gatherChangesAsked } from "../approvals/changes-asked.ts";

/** Lines shown under each heading of "what needs you today"; the list behind it has the rest. */
const SHOWN = 5;
const EXPIRY_DAYS = 30;

export type Overview = Awaited<ReturnType<typeof gatherOverview>>;

/** Everything the overview shows this person. Who manages servers sees all credentials, others those they answer for. */
export async function gatherOverview(actor: PersonActor) {
  const seesAll = isPermitted(actor, "server:register");
  const [approvals, approvalCount, reviewItems, credentials, findings, candidateCount, ownership] =
    await Promise.all([
      listRequests(actor, { view: "to-decide", limit: SHOWN }),
      countMyApprovals(actor, {}),
      listMyReviewItems(actor, { limit: SHOWN }),
      listExpiringCredentials(actor, {
        days: EXPIRY_DAYS,
        ...(seesAll ? {} : { answererId: actor.userId }),
      }),
      listFindings(actor, { ownerId: actor.userId, limit: SHOWN }),
      countWaitingCandidates(actor),
      listMyOwnership(actor, {}),
    ]);
  const policy = await getPolicyToDecide(actor, {});
  const glass = await listBreakGlass(actor, { toReview: true, limit: SHOWN });
  const changesAsked = await gatherChangesAsked(actor);
  const reviewChanges = await listAskedChanges(actor, { whose: "mine", state: "open" });
  const { number, problems } = await getApprovalPolicy(actor, {});
  const [servers, paths, highImpact, findingCounts] = await Promise.all([
    countServers(actor, {}),
    countServersWithoutRevocationPath(actor, {}),
    countHighImpactTools(actor, {}),
    countFindings(actor, {}),
  ]);
  return {
    approvals: { items: approvals.items, glass: glass.items, policy, count: approvalCount },
    changesAsked,
    reviewChanges: {
      items: reviewChanges.items.slice(0, SHOWN),
      count: reviewChanges.items.length,
      hasMore: reviewChanges.nextCursor !== null,
    },
    /** What the policy in force lacks, for whom it is to mend; the one that Steward starts with waits for its people. */
    policyProblems: number > 0 && isPermitted(actor, "approval-policy:edit") ? problems : [],
    reviewItems: { items: reviewItems.items, count: reviewItems.total.count },
    credentials: {
      items: credentials.items.slice(0, SHOWN),
      count: credentials.items.length,
      hasMore: credentials.hasMore,
      seesAll,
    },
    findings: { items: findings.items, count: findings.total.count },
    candidateCount,
    ownership,
    servers,
    paths,
    highImpact,
    findingCounts,
  };
}

/** Candidates that nobody has registered or dismissed; 0 for who may not see them. */
async function countWaitingCandidates(actor: PersonActor): Promise<number> {
  if (!isPermitted(actor, "candidate:register")) return 0;
  const { counts } = await listCandidates(actor, { limit: 1 });
  return counts.discovered ?? 0;
}
