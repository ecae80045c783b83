import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer } from "#lib/doors/page.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { getServerRole } from "#lib/policy/queries/get-server-role.ts";
import { previewServerRole } from "#lib/policy/queries/preview-server-role.ts";
import { RoleCeilingFacts } from "../../role-ceiling-facts.tsx";
import { ServerRoleFields } from "../../server-role-fields.tsx";
import { ArchiveRoleButton } from "./archive-role-button.tsx";
import { type ProposalSearch, readProposal } from "./read-proposal.ts";
import { RolePreviewSection } from "./role-preview.tsx";
import { SaveRole } from "./save-role.tsx";

type PreviewInput = Parameters<typeof previewServerRole>[1];

export const metadata: Metadata = { title: "Server role" };

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<ProposalSearch>;
}

/** One job profile: its ceilings, the servers above them, and what an edit would change before it is saved. */
export default async function ServerRolePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const search = await searchParams;
  const found = await answer(async (actor) => {
    const role = await getServerRole(actor, { slug });
    const proposal = readProposal(search, role);
    const preview = await previewServerRole(actor, {
      serverRoleId: role.id,
      ...proposal.ceilings,
    } as PreviewInput); // the query parses it; what is stored has only known words
    return { role, proposal, preview, refusal: permitted(actor, "server-role:manage") ?? undefined };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { role, proposal, preview, refusal } = found.data;
  const many = `${role.servers.count.toLocaleString("en")}${role.servers.isCapped ? "+" : ""}`;
  const sentence =
    role.archivedAt === null
      ? `${many} ${role.servers.count === 1 ? "server has" : "servers have"} this role; ${preview.exceedNow.toLocaleString("en")} above it now. ${role.description}`
      : `Archived: no server can be given it. ${role.description}`;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Policy", href: "/policy" }]}
        title={role.name}
        sentence={sentence}
        actions={
          <>
            <LinkButton href={`/servers?serverRoleId=${role.id}`}>Its servers</LinkButton>
            <LinkButton href={`/servers?serverRoleId=${role.id}&is=exceeds_role`}>
              Those above it now
            </LinkButton>
            {role.archivedAt === null && (
              <ArchiveRoleButton
                role={{ id: role.id, name: role.name }}
                refusal={refusal ?? inUse(role, many)}
              />
            )}
          </>
        }
      />
      <Section title="Ceilings" description="In force now. A server that goes over one has a finding.">
        <RoleCeilingFacts role={role} />
      </Section>
      {proposal.isAsked && (
        <Section title="What you propose" description="Nothing is changed until you save.">
          <div className="grid gap-4">
            <RoleCeilingFacts role={proposal.ceilings} />
            {proposal.problem !== undefined && <Callout meaning="warning" title={proposal.problem} />}
            <SaveRole role={role} proposal={proposal} refusal={refusal ?? proposal.problem} />
          </div>
        </Section>
      )}
      <RolePreviewSection preview={preview} isProposal={proposal.isAsked} />
      {role.archivedAt === null && (
        <Section title="Edit" description="See first which servers an edit would put above the role.">
          <form method="get" className="grid max-w-xl gap-4">
            <ServerRoleFields
              key={JSON.stringify(search)}
              role={{ name: proposal.name, description: proposal.description, ...proposal.ceilings }}
            />
            <input type="hidden" name="proposed" value="1" />
            <div>
              <Button type="submit" variant="primary" disabledReason={refusal}>
                See what it would change
              </Button>
            </div>
          </form>
        </Section>
      )}
    </>
  );
}

function inUse(role: { servers: { count: number } }, many: string): string | undefined {
  if (role.servers.count === 0) return undefined;
  return `${many} ${role.servers.count === 1 ? "server has" : "servers have"} this role. Give them another one first.`;
}
