import { Plus, Radar } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { hasRole } from "#lib/kernel/actor.ts";
import { coverageSentence } from "./coverage-sentence.ts";
import { readListSearch, type SearchParams } from "./read-list-search.ts";
import { ServerTable } from "./server-table.tsx";

export const metadata: Metadata = { title: "Servers" };

/** The inventory: every MCP server that somebody answers for, or should. */
export default async function ServersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { search, input, sort, isFiltered } = readListSearch(await searchParams);
  const found = await answer((actor) => Promise.all([listServers(actor, input), countServers(actor, {})]));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [{ items, nextCursor, total }, coverage] = found.data;
  return (
    <>
      <PageHeader
        title="Servers"
        sentence={coverageSentence(coverage)}
        actions={
          <>
            <LinkButton href="/discover" icon={<Radar aria-hidden="true" />}>
              Discover
            </LinkButton>
            <RegisterLink isAdmin={hasRole(found.actor, "admin")} />
          </>
        }
      />
      <ServerTable
        rows={items}
        search={input.q}
        isFiltered={isFiltered}
        sort={sort}
        now={pageTime()}
        total={{ ...total, noun: ["server", "servers"] }}
        firstHref={input.cursor === undefined ? undefined : hrefWith(search, null)}
        nextHref={nextCursor === null ? undefined : hrefWith(search, nextCursor)}
        preferences={parseTablePreferences((await cookies()).get(tableCookie("servers"))?.value)}
      />
    </>
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
function hrefWith(search: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(search);
  if (cursor === null) next.delete("cursor");
  else next.set("cursor", cursor);
  return next.size === 0 ? "/servers" : `/servers?${next}`;
}
