import type { Metadata } from "next";
import { cookies } from "next/headers";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { SEVERITY_MEANINGS } from "#app/severity-badge.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { StatTile } from "#components/ui/stat-tile.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { countFindings } from "#lib/policy/queries/count-findings.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";
import type { SearchParams } from "../servers/read-list-search.ts";
import { FindingTable } from "./finding-table.tsx";
import { FINDING_FILTERS, findingsHref, readFindingsSearch } from "./read-findings-search.ts";

export const metadata: Metadata = { title: "Findings" };

type Counts = Awaited<ReturnType<typeof countFindings>>;

/** Every rule that a server breaks now, gravest first. */
export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const found = await answer(async (actor) => {
    const search = readFindingsSearch(params, actor.userId);
    const [page, counts] = await Promise.all([listFindings(actor, search.input), countFindings(actor, {})]);
    return { search, page, counts };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { search, page, counts } = found.data;
  const { state, cursor } = search.input;
  return (
    <>
      <PageHeader title="Findings" sentence={sentence(counts)} />
      <SeverityTiles counts={counts} />
      <TabLinks
        label="Findings by state"
        tabs={[
          { label: "Open", href: "/findings", isCurrent: state === "open", count: counts.total },
          { label: "Resolved", href: "/findings?state=resolved", isCurrent: state === "resolved" },
        ]}
      />
      <FindingTable
        rows={page.items}
        isResolved={state === "resolved"}
        isFiltered={search.isFiltered}
        filters={FINDING_FILTERS}
        now={pageTime()}
        total={{ ...page.total, noun: ["finding", "findings"] }}
        firstHref={cursor === undefined ? undefined : findingsHref(params, { cursor: null })}
        nextHref={page.nextCursor === null ? undefined : findingsHref(params, { cursor: page.nextCursor })}
        preferences={parseTablePreferences((await cookies()).get(tableCookie("findings"))?.value)}
      />
    </>
  );
}

function SeverityTiles({ counts }: { counts: Counts }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {counts.bySeverity.map(({ severity, count }) => (
        <StatTile
          key={severity}
          label={inWords(severity)}
          figure={count.toLocaleString("en")}
          href={`/findings?severity=${severity}`}
          detail={count === 0 ? "None open" : "Open now"}
          meaning={count === 0 ? "good" : SEVERITY_MEANINGS[severity]}
        />
      ))}
    </div>
  );
}

function sentence({ total, bySeverity }: Counts): string {
  if (total === 0) return "No server breaks a rule now.";
  const grave = bySeverity
    .filter(({ severity }) => severity === "critical" || severity === "high")
    .reduce((sum, { count }) => sum + count, 0);
  return `${grave.toLocaleString("en")} of ${total.toLocaleString("en")} open ${total === 1 ? "finding is" : "findings are"} high or critical.`;
}
