import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { SEARCH_CHARS_MIN } from "#lib/discovery/input.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { CandidateTable } from "./candidate-table.tsx";
import { ImportFiles } from "./import-files.tsx";

export const metadata: Metadata = { title: "Discover" };

const TABS = [
  { state: "discovered", label: "Waiting" },
  { state: "registered", label: "Registered" },
  { state: "dismissed", label: "Dismissed" },
] as const;

interface Props {
  searchParams: Promise<{ state?: string; q?: string; cursor?: string }>;
}

/** Finds what nobody registered: client files in, candidates out. */
export default async function DiscoverPage({ searchParams }: Props) {
  const { state: wanted, q, cursor } = await searchParams;
  const state = TABS.find((tab) => tab.state === wanted)?.state ?? "discovered";
  const found = await answer((actor) => listCandidates(actor, { state, search: wordOf(q), cursor }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { items, counts, nextCursor } = found.data;
  const preferences = parseTablePreferences((await cookies()).get(tableCookie("candidates"))?.value);
  return (
    <>
      <PageHeader title="Discover" sentence={sentence(counts)} />
      <ImportFiles />
      <TabLinks
        label="Candidates by state"
        tabs={TABS.map((tab) => ({
          label: tab.label,
          href: tab.state === "discovered" ? "/discover" : `/discover?state=${tab.state}`,
          isCurrent: tab.state === state,
          count: counts[tab.state] ?? 0,
        }))}
      />
      <CandidateTable
        rows={items}
        state={state}
        search={q ?? ""}
        now={pageTime()}
        total={counts[state] ?? 0}
        nextHref={nextCursor === null ? null : nextHref(state, q, nextCursor)}
        preferences={preferences}
      />
    </>
  );
}

/** A word too short to search by is shown in its box, and everything is listed. */
function wordOf(q: string | undefined): string | undefined {
  return q !== undefined && q.trim().length >= SEARCH_CHARS_MIN ? q : undefined;
}

function sentence(counts: Record<string, number>): string {
  const waiting = counts.discovered ?? 0;
  if (waiting > 0) {
    return `${waiting === 1 ? "One server was" : `${waiting.toLocaleString("en")} servers were`} found that nobody governs yet.`;
  }
  if ((counts.registered ?? 0) > 0) return "Everything that was found is governed or dismissed.";
  return "Drop the configuration files that people's AI clients use; Steward shows which MCP servers they reach.";
}

function nextHref(state: string, q: string | undefined, cursor: string): string {
  return `/discover?${new URLSearchParams({ state, ...(q === undefined ? {} : { q }), cursor })}`;
}
