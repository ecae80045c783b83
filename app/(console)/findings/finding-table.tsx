"use client";

import { ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { FindingListItem } from "#lib/policy/queries/list-findings.ts";
import { findingColumns } from "./finding-columns.tsx";

interface Props {
  rows: readonly FindingListItem[];
  isResolved: boolean;
  isFiltered: boolean;
  filters: readonly FilterField[];
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
}

/** Findings over all servers; filtered by the address, gravest first. */
export function FindingTable(props: Props) {
  const { rows, isResolved, isFiltered, filters, now, total, firstHref, nextHref, preferences } = props;
  const columns = useMemo(() => findingColumns(now, isResolved), [now, isResolved]);
  return (
    <DataTable
      name="findings"
      label="Findings"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/servers/${row.server.slug}?tab=findings`}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={preferences}
      toolbar={<FilterBar fields={filters} />}
      empty={isFiltered ? <NothingMatches /> : <NothingFound isResolved={isResolved} />}
    />
  );
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title="No finding matches"
      actions={<LinkButton href="/findings">Show all open findings</LinkButton>}
    >
      Take a filter away to see more.
    </EmptyState>
  );
}

function NothingFound({ isResolved }: { isResolved: boolean }) {
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title={isResolved ? "Nothing was resolved yet" : "No server breaks a rule"}
      actions={<LinkButton href="/policy">See the rules</LinkButton>}
    >
      {isResolved
        ? "A finding moves here by itself when what it is about is put right."
        : "Rules look again whenever a server changes, and every hour."}
    </EmptyState>
  );
}
