import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { Time } from "#components/ui/time.tsx";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { GlassCallouts } from "../../approvals/glass-callouts.tsx";
import { IntrospectionNotice } from "./introspection-notice.tsx";
import { LifecycleBanner } from "./lifecycle-banner.tsx";
import { ServerHeader } from "./server-header.tsx";
import { readTab, SERVER_TABS, type ServerTab, TAB_LABELS, tabHref } from "./server-tabs.ts";
import { TabContent } from "./tab-content.tsx";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{
    tab?: string;
    q?: string;
    page?: string;
    cursor?: string;
    edit?: string;
    ended?: string;
    kind?: string;
    by?: string;
  }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Server ${(await params).slug}` };
}

/** One server: what it is, who answers for it, what it may do, what is wrong, and what happened. */
export default async function ServerPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { tab: wanted, ...search } = await searchParams;
  const found = await answer(async (actor) => {
    const server = await getServer(actor, { slug });
    const [findings, introspections, glass] = await Promise.all([
      getServerFindings(actor, { serverId: server.id }),
      listIntrospections(actor, { serverId: server.id }),
      listBreakGlass(actor, { serverId: server.id }),
    ]);
    const shown = findings.filter((finding) => finding.state !== "waived");
    return { server, findings: shown, introspections, glass };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { server, findings, introspections, glass } = found.data;
  const now = pageTime();
  const tab = readTab(wanted);
  const counts: Partial<Record<ServerTab, number>> = {
    tools: server.tools.filter((tool) => tool.state !== "removed").length,
    scopes: server.scopes.length,
    credentials: server.credentials.length,
    findings: findings.length,
  };
  return (
    <>
      <ServerHeader server={server} introspections={introspections} />
      <IntrospectionNotice server={server} introspections={introspections} actor={found.actor} now={now} />
      <LifecycleBanner server={server} now={now} />
      <GlassCallouts uses={glass.items} now={now} isOwnReview={false} />
      <TabLinks
        label="Parts of this server"
        tabs={SERVER_TABS.map((one) => ({
          label: TAB_LABELS[one],
          href: tabHref(slug, one),
          isCurrent: one === tab,
          ...(counts[one] === undefined ? {} : { count: counts[one] }),
        }))}
      />
      <OnPaper tab={tab} now={now} />
      <TabContent
        tab={tab}
        server={server}
        findings={findings}
        introspections={introspections}
        search={search}
        now={now}
      />
    </>
  );
}

/** Paper has no tabs: it says which part of the server it is, and how old. */
function OnPaper({ tab, now }: { tab: ServerTab; now: string }) {
  return (
    <p className="hidden text-ink-muted print:block">
      {TAB_LABELS[tab]}, as of <Time at={now} now={now} show="exact" />
    </p>
  );
}
