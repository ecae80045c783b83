import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { SEARCH_CHARS_MIN } from "#lib/discovery/input.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { answer, currentPerson, pageTime } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { CANDIDATE_FILTERS, readCandidateFilters } from "./candidate-filters.ts";
import { CandidateTable } from "./candidate-table.tsx";
import { ClaimList } from "./claim-list.tsx";
import { ImportFiles } from "./import-files.tsx";

export const metadata: Metadata = { title: "Discover" };

const TABS = [
  { state: "discovered", label: "Waiting" },
  { state: "registered", label: "Registered" },
  { state: "dismissed", label: "Dismissed" },
] as const;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Finds what nobody registered: client files in, candidates out. */
export default async function DiscoverPage({ searchParams }: Props) {
  const search = toSearch(await searchParams);
  const person = await currentPerson();
  if (person !== null && !isPermitted(person, "candidate:read")) return <ClaimList search={search} />;
  const state = TABS.find((tab) => tab.state === search.get("state"))?.state ?? "discovered";
  const q = search.get("q") ?? "";
  const asked = {
    state,
    search: wordOf(q),
    ...readCandidateFilters(search),
    cursor: search.get("cursor") ?? undefined,
  };
  const found = await answer(async (actor) => {
    const [list, people, roles] = await Promise.all([
      // The schema inside judges what the address says.
      listCandidates(actor, asked as Parameters<typeof listCandidates>[1]),
      listUsers(actor, {}),
      listServerRoles(actor, {}),
    ]);
    return { list, people: people.filter((person) => person.isActive), roles };
  });
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { list, people, roles } = found.data;
  const { items, counts, total, nextCursor } = list;
  const preferences = parseTablePreferences((await cookies()).get(tableCookie("candidates"))?.value);
  return (
    <>
      <PageHeader title="Discover" sentence={sentence(counts, isNarrowed(search))} />
      <ImportFiles />
      <TabLinks
        label="Candidates by state"
        tabs={TABS.map((tab) => ({
          label: tab.label,
          href: tab.state === "discovered" ? "/discover" : `/discover?state=${tab.state}`,
          isCurrent: tab.state === state,
          count: counts[tab.state],
        }))}
      />
      <CandidateTable
        rows={items}
        state={state}
        search={q}
        isSearchTooShort={q.trim() !== "" && wordOf(q) === undefined}
        now={pageTime()}
        total={total}
        filters={CANDIDATE_FILTERS}
        people={people.map(({ id: value, name, email }) => ({ value, label: name, hint: email }))}
        roles={roles.map((role) => ({ value: role.id, label: role.name }))}
        nextHref={nextCursor === null ? null : nextHref(search, nextCursor)}
        preferences={preferences}
      />
    </>
  );
}

function toSearch(params: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
}

/** A word too short to search by stays in its box, everything is listed, and a line beside it says why. */
function wordOf(q: string): string | undefined {
  return q.trim().length >= SEARCH_CHARS_MIN ? q : undefined;
}

function isNarrowed(search: URLSearchParams): boolean {
  return (
    wordOf(search.get("q") ?? "") !== undefined || CANDIDATE_FILTERS.some(({ param }) => search.has(param))
  );
}

function sentence(counts: Record<string, number>, isFiltered: boolean): string {
  if (isFiltered) return "Counts are of what this question finds.";
  const waiting = counts.discovered ?? 0;
  if (waiting > 0) {
    return `${waiting === 1 ? "One server was" : `${waiting.toLocaleString("en")} servers were`} found that nobody governs yet.`;
  }
  if ((counts.registered ?? 0) > 0) return "Everything that was found is governed or dismissed.";
  return "Drop the configuration files that people's AI clients use; Steward shows which MCP servers they reach.";
}

function nextHref(search: URLSearchParams, cursor: string): string {
  const next = new URLSearchParams(search);
  next.set("cursor", cursor);
  return `/discover?${next}`;
}
