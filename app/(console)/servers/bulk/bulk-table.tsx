"use client";

import { ListChecks } from "lucide-react";
import { useMemo } from "react";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { BulkView } from "#lib/bulk/bulk-view.ts";
import { doneCount, isUnderWay, outcomeInWords, STATE_LOOKS } from "./bulk-words.ts";

interface Props {
  rows: readonly BulkView[];
  now: string;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
}

/** Bulk changes, newest first. */
export function BulkTable({ rows, now, firstHref, nextHref, preferences }: Props) {
  const columns = useMemo(() => bulkColumns(now), [now]);
  return (
    <DataTable
      name="bulk-changes"
      label="Bulk changes"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/servers/bulk/${row.id}`}
      {...(firstHref === undefined && nextHref === undefined
        ? {}
        : { pages: { previousHref: firstHref, nextHref } })}
      preferences={preferences}
      empty={
        <EmptyState
          icon={<ListChecks />}
          title="Nothing was changed in bulk yet"
          actions={<LinkButton href="/servers">Go to the servers</LinkButton>}
        >
          Select servers in the list, or all that match, and choose what to change.
        </EmptyState>
      }
    />
  );
}

function bulkColumns(now: string): readonly Column<BulkView>[] {
  return [
    { id: "title", header: "Change", className: "min-w-52 sm:max-w-96", cell: (row) => row.title },
    {
      id: "state",
      header: "State",
      cell: (row) => <Status meaning={STATE_LOOKS[row.state].meaning}>{STATE_LOOKS[row.state].words}</Status>,
    },
    {
      id: "servers",
      header: "Servers",
      align: "end",
      cell: (row) =>
        isUnderWay(row)
          ? `${doneCount(row).toLocaleString("en")} of ${(row.isGathered ? row.totalCount : row.shownCount).toLocaleString("en")}`
          : row.totalCount.toLocaleString("en"),
    },
    { id: "outcome", header: "Outcome", className: "min-w-48", cell: outcomeInWords },
    { id: "asked-by", header: "Asked by", cell: (row) => <Person name={row.askedBy.name} /> },
    {
      id: "asked",
      header: "Asked",
      className: "whitespace-nowrap",
      cell: (row) => <Time at={row.askedAt} now={now} />,
    },
  ];
}
