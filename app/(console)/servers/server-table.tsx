"use client";

import { Server } from "lucide-react";
import { useMemo } from "react";
import type { Sort } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ServerListItem } from "#lib/inventory/queries/list-servers.ts";
import { serverColumns } from "./server-columns.tsx";
import { SERVER_FILTERS } from "./server-filters.ts";

interface Props {
  rows: readonly ServerListItem[];
  search: string;
  isFiltered: boolean;
  sort: Sort;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
}

/** Every governed server; searched, filtered and sorted by the address. */
export function ServerTable(props: Props) {
  const { rows, search, isFiltered, sort, now, total, firstHref, nextHref, preferences } = props;
  const columns = useMemo(() => serverColumns(now), [now]);
  return (
    <DataTable
      name="servers"
      label="Servers"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/servers/${row.slug}`}
      sort={sort}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={preferences}
      toolbar={
        <>
          <SearchBox
            label="Search servers"
            placeholder="Name, purpose, package or address"
            defaultValue={search}
          />
          <FilterBar fields={SERVER_FILTERS} />
        </>
      }
      empty={isFiltered ? <NothingMatches /> : <NothingYet />}
    />
  );
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<Server />}
      title="No server matches"
      actions={<LinkButton href="/servers">Show all servers</LinkButton>}
    >
      Try a part of the name, or take a filter away.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={<Server />}
      title="No server is governed yet"
      actions={
        <>
          <LinkButton href="/discover" variant="primary">
            Discover servers
          </LinkButton>
          <LinkButton href="/servers/new">Register one by hand</LinkButton>
        </>
      }
    >
      Drop the client files people have, and Steward shows which MCP servers they reach.
    </EmptyState>
  );
}
