import { Download, Plus, Radar } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { QuickViews } from "#components/table/quick-views.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { hasRole } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { InventoryTabs } from "../../inventory-tabs.tsx";
import { coverageSentence } from "../coverage-sentence.ts";
import { gatherList } from "../gather-list.ts";
import { IgnoredNotice } from "../ignored-notice.tsx";
import { ONE_CLICK_VIEWS } from "../one-click-views.ts";
import { type ListSearch, readListSearch, type SearchParams } from "../read-list-search.ts";
import { SERVER_FILTERS } from "../server-filters.ts";
import { ServerTable } from "../server-table.tsx";
import { ViewsMenu } from "../views/views-menu.tsx";

export const metadata: Metadata = { title: "Servers" };

/** The inventory: every MCP server that somebody answers for, or should. */
export default async function ServersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = readListSearch(await searchParams);
  const found = await answer((actor) => gatherList(actor, asked));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { page, coverage, names, counts, viewState } = found.data;
  const { nextCursor, total } = page;
  return (
    <ListNavigationProvider>
      <PageHeader
        title="Servers"
        beside={<ViewsMenu state={viewState} />}
        sentence={coverageSentence(coverage)}
        actions={
          <>
            <ExportLink search={asked.search} count={total.count} />
            <LinkButton href="/servers/bulk">Bulk changes</LinkButton>
            <LinkButton href="/discover" icon={<Radar aria-hidden="true" />}>
              Discover
            </LinkButton>
            <RegisterLink isAdmin={hasRole(found.actor, "admin")} />
          </>
        }
      />
      <InventoryTabs current="servers" />
      <QuickViews
        label="Views of one click"
        views={ONE_CLICK_VIEWS.map(({ label, href, search }, place) => ({
          label,
          href,
          isCurrent: search === asked.search,
          ...counts[place],
        }))}
      />
      <IgnoredNotice ignored={asked.ignored} href={hrefWith(asked, null)} />
      <ServerTable
        rows={page.items}
        asked={asked}
        filters={SERVER_FILTERS}
        names={names}
        didYouMean={page.didYouMean}
        now={pageTime()}
        total={{ ...total, isCapped: total.isEstimate, noun: ["server", "servers"] }}
        firstHref={asked.cursor === undefined ? undefined : hrefWith(asked, null)}
        nextHref={nextCursor === null ? undefined : hrefWith(asked, nextCursor)}
        canChange={isPermitted(found.actor, "bulk-change:ask")}
        preferences={parseTablePreferences((await cookies()).get(tableCookie("servers"))?.value)}
      />
    </ListNavigationProvider>
  );
}

/** A plain link: the answer is a file, and following it twice takes it twice. */
function ExportLink({ search, count }: { search: string; count: number }) {
  const look = { icon: <Download aria-hidden="true" /> };
  if (count === 0) {
    return (
      <Button {...look} disabledReason="There is no server to export.">
        Export CSV
      </Button>
    );
  }
  return (
    <a href={`/servers/export.csv?${search}`} download className={buttonLook()}>
      {look.icon}
      Export CSV
    </a>
  );
}

function RegisterLink({ isAdmin }: { isAdmin: boolean }) {
  const look = { variant: "primary", icon: <Plus aria-hidden="true" /> } as const;
  return isAdmin ? (
    <LinkButton href="/servers/new" {...look}>
      Register a server
    </LinkButton>
  ) : (
    <Button {...look} disabledReason="Only an administrator registers servers.">
      Register a server
    </Button>
  );
}

/** A keyset list goes on, or back to its beginning. */
function hrefWith({ search, viewId }: ListSearch, cursor: string | null): string {
  const next = new URLSearchParams(search);
  if (viewId !== null) next.set("view", viewId);
  if (cursor !== null) next.set("cursor", cursor);
  return next.size === 0 ? "/servers?view=all" : `/servers?${next}`;
}
