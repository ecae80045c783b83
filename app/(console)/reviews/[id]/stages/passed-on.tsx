"use client";

import { Forward } from "lucide-react";
import { useMemo } from "react";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { REASSIGNMENT_WORDS } from "#lib/reviews/reassigning.ts";
import { TitledList } from "../../titled-list.tsx";
import type { Reassigned } from "./stages.ts";

interface Props {
  rows: readonly Reassigned[];
  /** There are more of them than are shown. */
  isCut: boolean;
  now: string;
}

/** Whom items were taken from and given to, and why: newest first. */
export function PassedOn({ rows, isCut, now }: Props) {
  const columns = useMemo(() => passedColumns(now), [now]);
  return (
    <TitledList
      title="Passed on"
      description={isCut ? "The last 50; the evidence has all of them." : undefined}
    >
      <DataTable
        name="review-passed-on"
        label="Passed on"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        total={{ count: rows.length, noun: ["time", "times"] }}
        empty={
          <EmptyState icon={<Forward />} title="Nothing was passed on">
            Everything is with those whom the review asked first.
          </EmptyState>
        }
      />
    </TitledList>
  );
}

function passedColumns(now: string): readonly Column<Reassigned>[] {
  return [
    { id: "at", header: "When", cell: (row) => <Time at={row.at} now={now} /> },
    { id: "items", header: "Items", align: "end", cell: (row) => row.items.toLocaleString("en") },
    { id: "from", header: "From", cell: (row) => row.from?.name ?? "Nobody" },
    { id: "to", header: "To", cell: (row) => row.to?.name ?? "Somebody who is gone" },
    {
      id: "why",
      header: "Why",
      className: "min-w-56",
      cell: (row) => (
        <span className="[overflow-wrap:anywhere]">
          {row.reason ?? REASSIGNMENT_WORDS[row.kind]}
          <span className="block text-ink-muted text-small">{row.by?.name ?? "Steward"}</span>
        </span>
      ),
    },
  ];
}
