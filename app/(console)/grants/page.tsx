import { Download } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { parseSort } from "#components/table/column.ts";
import type { FilterField } from "#components/table/filters.ts";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { buttonLook } from "#components/ui/button-look.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { GrantView } from "#lib/grants/grant-view.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { type SearchParams, toUrlSearch } from "../servers/read-list-search.ts";
import { gatherUse } from "./gather-use.ts";
import { GrantTable } from "./grant-table.tsx";
import { GRANT_FILTERS, grantsHref, IGNORED, isId, readGrantsSearch } from "./read-grants-search.ts";

export const metadata: Metadata = { title: "Grants" };

/** All permission in force, why it exists and when it ends; by filter also what has ended. */
export default async function GrantsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = toUrlSearch(await searchParams);
  const found = await answer((actor) => gather(actor, search));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { page, ending, question, isFiltered, uses, waiting } = found.data;
  const now = pageTime();
  const file = new URLSearchParams(search);
  file.delete("cursor");
  return (
    <ListNavigationProvider>
      <PageHeader
        title="Grants"
        sentence={sentence(ending)}
        actions={
          <a href={`/grants/export.csv?${file}`} download className={buttonLook()}>
            <Download aria-hidden="true" />
            Export CSV
          </a>
        }
      />
      <ReadableRequests of={page.items.map(({ request }) => request?.id)}>
        <GrantTable
          rows={page.items}
          uses={uses}
          waiting={waiting}
          isFiltered={isFiltered}
          filters={[...GRANT_FILTERS, ...ofOneThing(search, page.items)]}
          q={question.q}
          sort={parseSort(question.sort)}
          now={now}
          total={{ ...page.total, isCapped: page.total.isEstimate, noun: ["grant", "grants"] }}
          firstHref={search.has("cursor") ? grantsHref(search, { cursor: null }) : undefined}
          nextHref={page.nextCursor === null ? undefined : grantsHref(search, { cursor: page.nextCursor })}
          preferences={parseTablePreferences((await cookies()).get(tableCookie("grants"))?.value)}
          canChange={isPermitted(found.actor, "grant:hold")}
        />
      </ReadableRequests>
    </ListNavigationProvider>
  );
}

async function gather(actor: PersonActor, search: URLSearchParams) {
  const { question, isFiltered } = readGrantsSearch(search, actor.userId);
  const [page, ending] = await Promise.all([
    listGrants(actor, { ...question, cursor: search.get("cursor") ?? undefined }),
    listGrants(actor, { window: "7d", limit: 1 }),
  ]);
  return { page, ending: ending.total, question, isFiltered, ...(await gatherUse(actor, page.items)) };
}

function sentence({ count, isEstimate }: { count: number; isEstimate: boolean }): string {
  const rule = "What servers and consumers may do, why, and until when.";
  if (count === 0) return `${rule} None ends within 7 days.`;
  const figure = `${count.toLocaleString("en")}${isEstimate ? "+" : ""}`;
  return `${rule} ${figure} ${count === 1 ? "ends" : "end"} within 7 days.`;
}

/** A link from a server or a consumer narrows the list to it: a chip that can be taken away. */
function ofOneThing(search: URLSearchParams, rows: readonly GrantView[]): FilterField[] {
  const things = [
    {
      param: "server",
      label: "Server",
      name: rows.find(({ server }) => server.id === search.get("server"))?.server.name ?? "This server",
    },
    {
      param: "consumer",
      label: "Consumer",
      name:
        rows.find(({ consumer }) => consumer?.id === search.get("consumer"))?.consumer?.name ??
        "This consumer",
    },
  ];
  return things.flatMap(({ param, label, name }) => {
    const value = search.get(param);
    return value === null
      ? []
      : [{ param, label, isSingle: true, options: [{ value, label: isId(value) ? name : IGNORED }] }];
  });
}
