"use client";

import { ListChecks } from "lucide-react";
import { useMemo } from "react";
import { inWords } from "#app/in-words.ts";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { BulkRowItem } from "#lib/bulk/queries/list-bulk-rows.ts";
import { ROW_LOOKS } from "../bulk-words.ts";

interface Props {
  rows: readonly BulkRowItem[];
  now: string;
  firstHref: string | undefined;
  nextHref: string | undefined;
  /** How many have this outcome. */
  count: number;
  preferences: TablePreferences | undefined;
}

/** What became of each server, with the reason where it was not changed. */
export function BulkRowTable({ rows, now, firstHref, nextHref, count, preferences }: Props) {
  const columns = useMemo(() => rowColumns(now), [now]);
  return (
    <DataTable
      name="bulk-rows"
      label="Servers of this change"
      columns={columns}
      rows={rows}
      rowId={(row) => row.serverId}
      rowHref={(row) => `/servers/${row.slug}`}
      total={{ count, noun: ["server", "servers"] }}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={preferences}
      empty={
        <EmptyState icon={<ListChecks />} title="No server here">
          None has this outcome so far.
        </EmptyState>
      }
    />
  );
}

function rowColumns(now: string): readonly Column<BulkRowItem>[] {
  return [
    { id: "name", header: "Server", className: "min-w-52 sm:max-w-72 truncate", cell: (row) => row.name },
    { id: "environment", header: "Environment", cell: (row) => <Tag>{inWords(row.environment)}</Tag> },
    {
      id: "outcome",
      header: "Outcome",
      cell: (row) => <Status meaning={ROW_LOOKS[row.state].meaning}>{ROW_LOOKS[row.state].words}</Status>,
    },
    {
      id: "reason",
      header: "Why not",
      className: "min-w-64 text-pretty",
      cell: (row) => row.reason ?? <span className="text-ink-faint">None</span>,
    },
    {
      id: "settled",
      header: "When",
      className: "whitespace-nowrap",
      cell: (row) =>
        row.settledAt === null ? (
          <span className="text-ink-faint">Not yet</span>
        ) : (
          <Time at={row.settledAt} now={now} />
        ),
    },
  ];
}
