import { Stamp } from "lucide-react";
import type { Metadata } from "next";
import { DefinitionBlock } from "#app/definition-block.tsx";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { ProblemState } from "#app/problem-state.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getTool, type ToolPage as ToolDetail } from "#lib/inventory/queries/get-tool.ts";
import { GrantTable } from "../../grant-table.tsx";
import { tabHref } from "../../server-tabs.ts";
import type { ComparisonSearch } from "./compare-href.ts";
import { CompareVersions } from "./compare-versions.tsx";
import { ImpactSection } from "./impact-section.tsx";
import { VersionList } from "./version-list.tsx";

export const metadata: Metadata = { title: "Tool" };

interface Props {
  params: Promise<{ slug: string; toolId: string }>;
  searchParams: Promise<ComparisonSearch>;
}

/** One tool: what it says of itself, what it could do, how that changed, and who was allowed to use it. */
export default async function ToolPage({ params, searchParams }: Props) {
  const { slug, toolId } = await params;
  const search = await searchParams;
  const path = `/servers/${slug}/tools/${toolId}`;
  const found = await answer(async (actor) => {
    const [tool, server] = await Promise.all([getTool(actor, { slug, toolId }), getServer(actor, { slug })]);
    const grants = await listServerGrants(actor, { serverId: server.id, toolId: tool.id, withEnded: true });
    return { tool, server, grants };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { tool, server, grants } = found.data;
  const now = pageTime();
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: "Servers", href: "/servers" },
          { label: server.name, href: tabHref(slug, "tools") },
        ]}
        title={tool.name}
        sentence={tool.description === "" ? "The server says nothing about what it does." : tool.description}
        meta={
          <>
            <StateBadge of="tool" state={tool.state} />
            <ImpactBadge impact={tool.reviewedImpact} />
            {tool.stateReason !== null && <span className="text-ink-muted">{tool.stateReason}</span>}
          </>
        }
        actions={<AskForTool slug={slug} tool={tool} editVerdict={server.allowed.edit} />}
      />
      {tool.warnings.map((warning) => (
        <Callout key={warning.field} meaning="danger" title="Its definition is not what it looks like">
          {warning.words}
        </Callout>
      ))}
      <ImpactSection tool={tool} verdict={server.allowed.overrideImpact} />
      <CompareVersions tool={tool} path={path} search={search} />
      <VersionList tool={tool} path={path} now={now} />
      <Section title="Definition" description="Exactly as the server gave it. An approval is bound to it.">
        <DefinitionBlock definition={tool.definition} label="The tool's definition" />
      </Section>
      <div className="grid grid-cols-1 gap-2">
        <h2 className="text-title">Grants</h2>
        <GrantTable
          rows={grants.items}
          hasMore={grants.hasMore}
          now={now}
          emptyTitle="This tool was never granted"
          emptyWords="Until somebody asks for it and that is approved, nobody may use it."
          preferences={undefined}
        />
      </div>
    </>
  );
}

function AskForTool(props: { slug: string; tool: ToolDetail; editVerdict: true | string }) {
  const { slug, tool } = props;
  const icon = <Stamp aria-hidden="true" />;
  const label = tool.state === "enabled" ? "Ask to renew it" : "Ask for approval";
  const refusal = NOT_ASKABLE[tool.state] ?? (props.editVerdict === true ? undefined : props.editVerdict);
  return refusal === undefined ? (
    <LinkButton href={`/servers/${slug}/request?tools=${tool.id}`} variant="primary" icon={icon}>
      {label}
    </LinkButton>
  ) : (
    <Button variant="primary" icon={icon} disabledReason={refusal}>
      {label}
    </Button>
  );
}

const NOT_ASKABLE: Partial<Record<ToolDetail["state"], string>> = {
  pending: "It waits for a decision already.",
  removed: "The server no longer offers it.",
};
