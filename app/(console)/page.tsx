import type { Metadata } from "next";
import { PolicyProblems } from "#app/policy-problems.tsx";
import { ProblemState } from "#app/problem-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { Coverage } from "./overview/coverage.tsx";
import { FirstUse } from "./overview/first-use.tsx";
import { gatherOverview, type Overview } from "./overview/gather-overview.ts";
import { Needs } from "./overview/needs.tsx";

export const metadata: Metadata = { title: "Overview" };

/** What needs me today, and how are we doing? Before the first server: what to do first. */
export default async function OverviewPage() {
  const found = await answer(gatherOverview);
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { actor, data } = found;
  if (data.servers.total === 0) {
    return (
      <>
        <PageHeader title="Overview" sentence="No MCP server is governed yet." />
        <FirstUse candidates={data.candidateCount} canImport={isPermitted(actor, "import:create")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title="Overview" sentence={sentence(data)} />
      <PolicyProblems
        problems={data.policyProblems}
        actions={<LinkButton href="/policy">Look at the policy</LinkButton>}
      />
      <Needs overview={data} now={pageTime()} />
      <Coverage overview={data} />
    </>
  );
}

/** Adds up the very lists that are shown; what was found counts as one. */
function sentence(overview: Overview): string {
  const { approvals, changesAsked, ownership, reviewItems, credentials, findings, candidateCount } = overview;
  const count =
    approvals.count +
    changesAsked.length +
    ownership.toAnswer.length +
    ownership.orphans.length +
    reviewItems.count +
    credentials.count +
    findings.count +
    (candidateCount > 0 ? 1 : 0);
  if (count === 0) return "Nothing needs you today.";
  return count === 1 ? "One thing needs you today." : `${count.toLocaleString("en")} things need you today.`;
}
