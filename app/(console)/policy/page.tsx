import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer } from "#lib/doors/page.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { countFindings } from "#lib/policy/queries/count-findings.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { listMissingStarterRoles } from "#lib/policy/queries/list-missing-starter-roles.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { RULES } from "#lib/policy/rules/all-rules.ts";
import { ApprovalPolicy } from "./approval-policy.tsx";
import { FindingRules } from "./finding-rules.tsx";
import { ReviewTerms } from "./review-terms.tsx";
import { ServerRoles } from "./server-roles.tsx";

export const metadata: Metadata = { title: "Policy" };

/** What is in force: who must approve what, which jobs a server can have, and which rules it must keep. */
export default async function PolicyPage() {
  const found = await answer((actor) =>
    Promise.all([
      listServerRoles(actor, {}),
      listMissingStarterRoles(actor, {}),
      countFindings(actor, {}),
      getApprovalPolicy(actor, {}),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [roles, missing, counts, approvals] = found.data;
  const mayCreate = isPermitted(found.actor, "server-role:manage");
  return (
    <>
      <PageHeader
        title="Policy"
        sentence={`In force: ${amount(approvals.rules.length, "approval rule")}, ${amount(roles.length, "server role")} and ${amount(RULES.length, "finding rule")}.`}
      />
      <ApprovalPolicy inForce={approvals} />
      <ReviewTerms cadence={approvals.reviewCadence} pace={approvals.reviewPace} />
      <ServerRoles
        roles={roles}
        missing={missing}
        refusal={mayCreate ? undefined : `Only ${whoMay("server-role:manage")} may add a server role.`}
      />
      <FindingRules broken={counts.byRule} />
    </>
  );
}

function amount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
