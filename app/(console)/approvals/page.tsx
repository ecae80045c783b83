import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { GlassCallouts } from "./glass-callouts.tsx";
import { RequestTable } from "./request-table.tsx";
import { type RequestsView, requestTableName } from "./views.ts";

export const metadata: Metadata = { title: "Approvals" };

const VIEWS = { "to-decide": "to-decide", mine: "asked-by-me", all: "all" } as const;

const NO_GLASS = { items: [] };

interface Props {
  searchParams: Promise<{ view?: string; cursor?: string }>;
}

/** The inbox of decisions, and what became of the requests one made. */
export default async function ApprovalsPage({ searchParams }: Props) {
  const { view: wanted, cursor } = await searchParams;
  const view: RequestsView = wanted === "mine" || wanted === "all" ? wanted : "to-decide";
  const found = await answer((actor) =>
    Promise.all([
      listRequests(actor, { view: VIEWS[view], cursor }),
      countMyApprovals(actor, {}),
      view === "mine" ? NO_GLASS : listBreakGlass(actor, { toReview: view === "to-decide" }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [page, waitingCount, glass] = found.data;
  const now = pageTime();
  const preferences = parseTablePreferences(
    (await cookies()).get(tableCookie(requestTableName(view)))?.value,
  );
  return (
    <>
      <PageHeader title="Approvals" sentence={sentence(waitingCount, found.actor)} />
      <div className="grid grid-cols-1 gap-4">
        <GlassCallouts uses={glass.items} now={now} isOwnReview={view === "to-decide"} />
        <TabLinks label="Requests" tabs={tabs(view, waitingCount, found.actor)} />
        <RequestTable
          view={view}
          rows={page.items}
          now={now}
          total={page.total}
          nextHref={page.nextCursor === null ? null : nextHref(view, page.nextCursor)}
          canDecide={hasRole(found.actor, "approver")}
          preferences={preferences}
        />
      </div>
    </>
  );
}

function sentence(waiting: number, actor: PersonActor): string {
  if (waiting === 1) return "One request waits for your decision.";
  if (waiting > 1)
    return `${waiting.toLocaleString("en")} requests wait for your decision, the gravest first.`;
  return hasRole(actor, "approver")
    ? "Nothing waits for your decision."
    : "People with the role approver decide; here you follow what you asked for.";
}

function tabs(view: RequestsView, waiting: number, actor: PersonActor) {
  const seesAll = hasRole(actor, "admin") || hasRole(actor, "auditor");
  return [
    { label: "To decide", href: "/approvals", isCurrent: view === "to-decide", count: waiting },
    { label: "I asked", href: "/approvals?view=mine", isCurrent: view === "mine" },
    ...(seesAll || view === "all"
      ? [{ label: "All", href: "/approvals?view=all", isCurrent: view === "all" }]
      : []),
  ];
}

function nextHref(view: RequestsView, cursor: string): string {
  return `/approvals?${new URLSearchParams({ view, cursor })}`;
}
