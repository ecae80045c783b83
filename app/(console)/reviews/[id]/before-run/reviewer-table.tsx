"use client";

import { Users } from "lucide-react";
import { useMemo } from "react";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Before } from "./before.ts";

type Row = Before["reviewers"][number];

/** Who would review how much of a frozen population. */
export function ReviewerTable(props: {
  rows: readonly Row[];
  /** Of all reviewers; the first hundred are shown. */
  total: number;
  now: string;
}) {
  const { rows, total, now } = props;
  const columns = useMemo(() => reviewerColumns(now), [now]);
  return (
    <DataTable
      name="reviewer-loads"
      label="Reviewers"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      total={{ count: total, noun: ["reviewer", "reviewers"] }}
      empty={
        <EmptyState icon={<Users />} title="No reviewer">
          Nobody could answer for anything in it.
        </EmptyState>
      }
    />
  );
}

function reviewerColumns(now: string): readonly Column<Row>[] {
  return [
    { id: "name", header: "Reviewer", className: "min-w-44", cell: (row) => <Person name={row.name} /> },
    { id: "items", header: "Items", align: "end", cell: (row) => row.items.toLocaleString("en") },
    { id: "high", header: "Of high risk", align: "end", cell: (row) => row.highRisk.toLocaleString("en") },
    {
      id: "load",
      header: "Load",
      cell: (row) =>
        row.hasTooMany ? (
          <Status meaning="warning">Too many</Status>
        ) : (
          <Status meaning="good">Can be looked at</Status>
        ),
    },
    {
      id: "seen",
      header: "Last signed in",
      isHiddenOnPhone: true,
      cell: (row) =>
        row.lastSignedInAt === null ? (
          <span className="text-ink-faint">Never</span>
        ) : (
          <Time at={row.lastSignedInAt} now={now} />
        ),
    },
  ];
}
