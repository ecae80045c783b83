"use client";

import { IdCard } from "lucide-react";
import { useMemo } from "react";
import type { Sort } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { CredentialListItem } from "#lib/inventory/queries/list-credentials.ts";
import { credentialColumns } from "./credential-columns.tsx";

interface Props {
  rows: readonly CredentialListItem[];
  isFiltered: boolean;
  filters: readonly FilterField[];
  sort: Sort | undefined;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
}

/** Credentials over all servers, filtered and sorted by the address. */
export function CredentialTable(props: Props) {
  const { rows, isFiltered, filters, sort, now, total, firstHref, nextHref, preferences } = props;
  const columns = useMemo(() => credentialColumns(now), [now]);
  return (
    <DataTable
      name="credentials"
      label="Credentials"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/credentials/${row.id}`}
      sort={sort}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={preferences}
      toolbar={<FilterBar fields={filters} />}
      empty={
        isFiltered ? (
          <EmptyState
            icon={<IdCard />}
            title="No credential matches"
            actions={<LinkButton href="/credentials">Show all active credentials</LinkButton>}
          >
            Take a filter away to see more.
          </EmptyState>
        ) : (
          <EmptyState
            icon={<IdCard />}
            title="No active credential is on record"
            actions={<LinkButton href="/servers">Go to the servers</LinkButton>}
          >
            Add what a server signs in with on its Credentials tab.
          </EmptyState>
        )
      }
    />
  );
}
