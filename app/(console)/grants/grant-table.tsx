"use client";

import { ShieldCheck } from "lucide-react";
import { useMemo, useState } from "react";
import type { Sort } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { UseView } from "#lib/decisions/use-view.ts";
import type { GrantView } from "#lib/grants/grant-view.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import { Changed, type ChangeOutcome } from "./changed.tsx";
import { ExtendChosen } from "./extend-chosen.tsx";
import { grantColumns } from "./grant-columns.tsx";

interface Props {
  rows: readonly GrantView[];
  isFiltered: boolean;
  filters: readonly FilterField[];
  q: string;
  sort: Sort | undefined;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
  /** By the grant's id: its use, and the request that would carry it on. */
  uses: Readonly<Record<string, UseView>>;
  waiting: Readonly<Record<string, string>>;
  /** Whether this person may change grants at all; which ones, each says. */
  canChange: boolean;
}

/** All grants; searched, filtered and sorted by the address. */
export function GrantTable(props: Props) {
  const { rows, isFiltered, filters, q, sort, now, total, firstHref, nextHref, preferences } = props;
  const { uses, waiting } = props;
  const columns = useMemo(() => grantColumns(now, uses, waiting), [now, uses, waiting]);
  const [outcome, setOutcome] = useState<ChangeOutcome | null>(null);
  return (
    <>
      <Changed outcome={outcome} onClose={() => setOutcome(null)} />
      <DataTable
        name="grants"
        label="Grants"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/grants/${row.id}`}
        sort={sort}
        total={total}
        pages={{ previousHref: firstHref, nextHref }}
        preferences={preferences}
        unselectableReason={whyNotChosen}
        bulkActions={
          props.canChange
            ? (selection) => (
                <>
                  <ExtendChosen grants={selection.rows} waiting={waiting} />
                  {(["suspend", "resume", "revoke"] as const).map((action) => (
                    <ChangeDialog
                      key={action}
                      action={action}
                      grants={selection.rows}
                      onChanged={setOutcome}
                      onDone={selection.clear}
                    />
                  ))}
                </>
              )
            : undefined
        }
        toolbar={
          <>
            <SearchBox label="Search grants" placeholder="Tool, consumer or server" defaultValue={q} />
            <FilterBar fields={filters} />
          </>
        }
        empty={isFiltered ? <NothingMatches /> : <NothingYet />}
      />
    </>
  );
}

function whyNotChosen({ allowed }: GrantView): string | undefined {
  const answers = Object.values(allowed);
  return answers.includes(true) ? undefined : String(allowed.revoke);
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title="No grant matches"
      actions={<LinkButton href="/grants">Show all that is in force</LinkButton>}
    >
      Take a filter away, or look for a part of the name.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title="Nothing is granted"
      actions={<LinkButton href="/servers">Go to the servers</LinkButton>}
    >
      Until a request is approved, every question whether a tool may be used is answered no.
    </EmptyState>
  );
}
