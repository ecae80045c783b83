import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { seesAllRequests } from "#lib/approvals/sees-all-requests.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { getPolicyToDecide } from "#lib/policy/queries/get-policy-to-decide.ts";
import { IGNORED, isId } from "../grants/read-grants-search.ts";
import { type SearchParams, toUrlSearch } from "../servers/read-list-search.ts";
import { gatherChangesAsked } from "./changes-asked.ts";
import { GlassCallouts } from "./glass-callouts.tsx";
import { toInboxRows } from "./inbox-row.ts";
import { readRequestsSearch, requestFilters } from "./read-requests-search.ts";
import { RequestTable } from "./request-table.tsx";
import { type RequestsView, requestTableName, viewHref } from "./views.ts";

export const metadata: Metadata = { title: "Approvals" };

const NO_GLASS = { items: [] };

const VIEWS = { "to-decide": "to-decide", mine: "asked-by-me", all: "all" } as const;

/** The inbox of decisions, and what became of the requests one made. */
export default async function ApprovalsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = toUrlSearch(await searchParams);
  const found = await answer((actor) => gather(actor, search));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { view, page, policy, glass, waitingCount, changesCount, question, isFiltered } = found.data;
  const now = pageTime();
  const rows = toInboxRows(policy, page.items);
  const preferences = parseTablePreferences(
    (await cookies()).get(tableCookie(requestTableName(view)))?.value,
  );
  const pageHref = (cursor: string | null) => {
    const next = new URLSearchParams(search);
    if (cursor === null) next.delete("cursor");
    else next.set("cursor", cursor);
    return next.size === 0 ? "/approvals" : `/approvals?${next}`;
  };
  return (
    <ListNavigationProvider>
      <PageHeader title="Approvals" sentence={sentence(waitingCount)} />
      <div className="grid grid-cols-1 gap-4">
        <GlassCallouts uses={glass.items} now={now} isOwnReview={view === "to-decide"} />
        <TabLinks label="Requests" tabs={tabs(view, waitingCount, changesCount, found.actor)} />
        <RequestTable
          // Another view is another list.
          key={view}
          view={view}
          rows={rows}
          filters={[...requestFilters(view), ...ofOneServer(search, page.items)]}
          q={question.q}
          isFiltered={isFiltered}
          now={now}
          total={{ ...page.total, count: page.total.count + (policy === null ? 0 : 1) }}
          firstHref={question.cursor === undefined ? undefined : pageHref(null)}
          nextHref={page.nextCursor === null ? undefined : pageHref(page.nextCursor)}
          canDecide={permitted(found.actor, "request:decide") === null}
          preferences={preferences}
        />
      </div>
    </ListNavigationProvider>
  );
}

async function gather(actor: PersonActor, search: URLSearchParams) {
  const { view, question, isFiltered } = readRequestsSearch(search);
  const isFirst = !isFiltered && question.cursor === undefined;
  const [page, waitingCount, policy, glass, changesAsked] = await Promise.all([
    listRequests(actor, { ...question, view: VIEWS[view] }),
    countMyApprovals(actor, {}),
    isFirst ? findPolicyChange(actor, view) : null,
    view === "mine" ? NO_GLASS : listBreakGlass(actor, { toReview: view === "to-decide" }),
    gatherChangesAsked(actor),
  ]);
  return { view, page, policy, glass, waitingCount, changesCount: changesAsked.length, question, isFiltered };
}

/** The change of the policy that waits: for this person's decision, proposed by them, or any. */
async function findPolicyChange(actor: PersonActor, view: RequestsView) {
  if (view === "to-decide") return getPolicyToDecide(actor, {});
  const { open } = await getApprovalPolicy(actor, {});
  if (open === null || open.state !== "proposed") return null;
  return view === "all" || open.proposedBy?.id === actor.userId ? open : null;
}

/** A link from a server narrows the list to it: a chip that can be taken away. */
function ofOneServer(
  search: URLSearchParams,
  rows: readonly { server: { id: string; name: string } }[],
): FilterField[] {
  const value = search.get("server");
  const name = rows.find(({ server }) => server.id === value)?.server.name ?? "This server";
  return value === null
    ? []
    : [
        {
          param: "server",
          label: "Server",
          isSingle: true,
          options: [{ value, label: isId(value) ? name : IGNORED }],
        },
      ];
}

function sentence(waiting: number): string {
  if (waiting === 1) return "One decision waits for you.";
  if (waiting > 1)
    return `${waiting.toLocaleString("en")} decisions wait for you, the gravest first, then whoever has waited longest.`;
  return "Nothing waits for your decision.";
}

function tabs(view: RequestsView, waiting: number, toChange: number, actor: PersonActor) {
  const tab = (label: string, of: RequestsView) => ({ label, href: viewHref(of), isCurrent: view === of });
  return [
    { ...tab("To decide", "to-decide"), count: waiting },
    { ...tab("I asked", "mine"), ...(toChange === 0 ? {} : { count: toChange }) },
    ...(seesAllRequests(actor) ? [tab("All", "all")] : []),
  ];
}
