"use client";

import { Radar } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { CandidateView } from "#lib/discovery/candidate-view.ts";
import { candidateColumns } from "./candidate-columns.tsx";

interface Props {
  rows: readonly CandidateView[];
  state: "discovered" | "registered" | "dismissed";
  search: string;
  now: string;
  total: number;
  nextHref: string | null;
  preferences: TablePreferences | undefined;
}

/** Candidates in one state, searchable by name, package and address. */
export function CandidateTable({ rows, state, search, now, total, nextHref, preferences }: Props) {
  const columns = useMemo(() => candidateColumns(now), [now]);
  return (
    <DataTable
      name="candidates"
      label="Candidates"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => (row.server === null ? `/discover/${row.id}` : `/servers/${row.server.slug}`)}
      preferences={preferences}
      toolbar={
        <SearchBox label="Search candidates" placeholder="Name, package or address" defaultValue={search} />
      }
      {...(search === "" ? { total: { count: total, noun: ["candidate", "candidates"] as const } } : {})}
      {...(nextHref === null ? {} : { pages: { nextHref } })}
      empty={
        <EmptyState
          icon={<Radar />}
          title={search === "" ? EMPTY[state].title : "Nothing matches this search"}
        >
          {search === "" ? EMPTY[state].next : "Try a part of the name, the package or the address."}
        </EmptyState>
      }
    />
  );
}

const EMPTY = {
  discovered: {
    title: "No candidate is waiting",
    next: "Drop client files above to see which servers they reach.",
  },
  registered: {
    title: "No candidate was registered yet",
    next: "Registered candidates become governed servers.",
  },
  dismissed: { title: "No candidate was dismissed", next: "Dismissed candidates stay here with the reason." },
};
