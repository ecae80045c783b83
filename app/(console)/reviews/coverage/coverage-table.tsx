"use client";

import { ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import type { Sort } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField, FilterNames } from "#components/table/filters.ts";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ReviewCoverageItem } from "#lib/inventory/queries/list-review-coverage.ts";
import { coverageColumns } from "./coverage-columns.tsx";

interface Props {
  rows: readonly ReviewCoverageItem[];
  search: string;
  sort: Sort | undefined;
  filters: readonly FilterField[];
  names: FilterNames;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
  isFiltered: boolean;
}

/** Servers in use by their review clock, the longest overdue first. */
export function CoverageTable(props: Props) {
  const { rows, search, sort, filters, names, now, total, firstHref, nextHref, preferences } = props;
  const columns = useMemo(() => coverageColumns(now), [now]);
  return (
    <DataTable
      name="review-coverage"
      label="Servers by their review"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/servers/${row.slug}`}
      sort={sort}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={preferences}
      toolbar={<FilterBar fields={filters} search={search} names={names} valuesHref="/servers/facets" />}
      empty={
        <EmptyState
          icon={<ShieldCheck />}
          title={props.isFiltered ? "No server matches" : "No server is in use"}
          actions={
            props.isFiltered ? (
              <LinkButton href="/reviews/coverage">Show all servers in use</LinkButton>
            ) : (
              <LinkButton href="/discover">Discover servers</LinkButton>
            )
          }
        >
          {props.isFiltered
            ? "Take a filter away to see more."
            : "Once a server is registered, its review is due by the cadence of the policy."}
        </EmptyState>
      }
    />
  );
}
