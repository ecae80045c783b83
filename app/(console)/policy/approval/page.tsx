import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { listPolicyVersions } from "#lib/policy/queries/list-policy-versions.ts";
import { draftPolicyAction } from "./actions.ts";
import { noChangeBecause } from "./no-change-because.ts";
import { VersionList } from "./version-list.tsx";

export const metadata: Metadata = { title: "Approval policy" };

interface Props {
  searchParams: Promise<{ before?: string }>;
}

/** The approval policy's history, and where a change of it begins. */
export default async function ApprovalPolicyHistory({ searchParams }: Props) {
  const before = Number((await searchParams).before);
  const found = await answer(async (actor) => {
    const page = Number.isInteger(before) && before >= 1 ? { before } : {};
    return [await getApprovalPolicy(actor, {}), await listPolicyVersions(actor, page)] as const;
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [inForce, { items, nextBefore }] = found.data;
  const refusal = noChangeBecause(found.actor, inForce.open);
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Policy", href: "/policy" }]}
        title="Approval policy"
        sentence={
          inForce.number === 0
            ? "The policy that Steward starts with is in force. A change takes effect when a second person approves it."
            : `Version ${inForce.number} is in force. A change takes effect when a second person approves it.`
        }
        actions={
          <FormDialog
            action={draftPolicyAction}
            label="Change the policy"
            variant="primary"
            size="small"
            title="Change the policy"
            description="A draft of the policy in force opens. Nothing changes until you propose it and somebody else approves it."
            submitLabel="Begin"
            disabledReason={refusal}
          >
            {null}
          </FormDialog>
        }
      />
      <Section title="History" flush>
        {items.length === 0 ? (
          <EmptyState title="No version of your own yet">
            Steward asks one approver about everything. Change the policy to ask others, or more of them.
          </EmptyState>
        ) : (
          <VersionList
            versions={items}
            now={pageTime()}
            refusal={refusal}
            hasStart={nextBefore === null && inForce.number !== 0}
          />
        )}
        {nextBefore !== null && (
          <p className="px-4 py-3">
            <TextLink href={`/policy/approval?before=${nextBefore}`}>Older versions</TextLink>
          </p>
        )}
      </Section>
    </>
  );
}
