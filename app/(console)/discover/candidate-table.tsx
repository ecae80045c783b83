"use client";

import { Radar } from "lucide-react";
import { useMemo, useState } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import type { ComboboxOption } from "#components/ui/combobox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import type { CandidateView } from "#lib/discovery/candidate-view.ts";
import { candidateColumns } from "./candidate-columns.tsx";

import { DismissMany } from "./dismiss-many.tsx";
import { RegisterMany } from "./register-many.tsx";
import { RegisterOutcome, type RegisterOutcomeOf } from "./register-outcome.tsx";

interface Props {
  rows: readonly CandidateView[];
  state: "discovered" | "registered" | "dismissed";
  search: string;
  /** What is in the search box is shorter than can be searched by, so everything is listed. */
  isSearchTooShort: boolean;
  now: string;
  total: { count: number; isEstimate: boolean };
  filters: readonly FilterField[];
  people: readonly ComboboxOption[];
  roles: readonly SelectOption[];
  nextHref: string | null;
  preferences: TablePreferences | undefined;
}

/** Candidates in one state, searchable by name, package and address. */
export function CandidateTable(props: Props) {
  const { rows, state, search, now, total, filters, people, roles, nextHref, preferences } = props;
  const columns = useMemo(() => candidateColumns(now), [now]);
  const [outcome, setOutcome] = useState<RegisterOutcomeOf | null>(null);
  return (
    <>
      <RegisterOutcome outcome={outcome} onClose={() => setOutcome(null)} />
      <DataTable
        name="candidates"
        label="Candidates"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => (row.server === null ? `/discover/${row.id}` : `/servers/${row.server.slug}`)}
        preferences={preferences}
        toolbar={
          <>
            <SearchBox
              label="Search candidates"
              placeholder="Name, package or address"
              defaultValue={search}
            />
            <FilterBar fields={filters} />
            {props.isSearchTooShort && (
              <p role="status" className="text-ink-muted text-small">
                A search needs three letters or more: everything is listed.
              </p>
            )}
          </>
        }
        {...(state === "discovered"
          ? {
              bulkActions: ({ ids, clear }: { ids: readonly string[]; clear: () => void }) => (
                <>
                  <RegisterMany
                    ids={ids}
                    digests={new Map(rows.map((row) => [row.id, row.identityDigest]))}
                    people={people}
                    roles={roles}
                    onDone={clear}
                    onRegistered={setOutcome}
                  />
                  <DismissMany
                    ids={ids}
                    onDone={clear}
                    onDismissed={(message) => setOutcome({ message, rows: [] })}
                  />
                </>
              ),
            }
          : {})}
        total={{ ...total, noun: ["candidate", "candidates"] as const }}
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
    </>
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
