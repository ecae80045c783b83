"use client";

import { CheckCheck } from "lucide-react";
import { useMemo } from "react";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { TitledList } from "../../titled-list.tsx";
import { PassOn } from "./pass-on.tsx";
import type { StagesNow } from "./stages.ts";

type Row = StagesNow["reviewers"][number];

/** For whom how much waits in the open stage; an administrator passes all of somebody's on. */
export function Waiting({ stages, now }: { stages: StagesNow; now: string }) {
  const columns = useMemo(() => waitingColumns(now, stages.canReassign), [now, stages.canReassign]);
  return (
    <TitledList title="Who has work left">
      <DataTable
        name="review-waiting"
        label="Who has work left"
        columns={columns}
        rows={stages.reviewers}
        rowId={(row) => row.id}
        total={{ count: stages.reviewers.length, noun: ["reviewer", "reviewers"] }}
        empty={
          <EmptyState icon={<CheckCheck />} title="Nothing waits">
            Everything in this stage is answered.
          </EmptyState>
        }
      />
    </TitledList>
  );
}

function waitingColumns(now: string, canReassign: boolean): readonly Column<Row>[] {
  const columns: Column<Row>[] = [
    {
      id: "name",
      header: "Reviewer",
      className: "min-w-44",
      cell: (row) =>
        row.person === null ? <Status meaning="danger">Nobody</Status> : <Person name={row.person.name} />,
    },
    { id: "items", header: "Waiting", align: "end", cell: (row) => row.items.toLocaleString("en") },
    {
      id: "away",
      header: "Away",
      isHiddenOnPhone: true,
      cell: (row) =>
        row.delegate === null ? (
          <span className="text-ink-faint">No</span>
        ) : (
          <span>
            {row.delegate.name} answers until <Time at={row.delegate.until} now={now} />
          </span>
        ),
    },
  ];
  if (!canReassign) return columns;
  return [
    ...columns,
    {
      id: "pass-on",
      header: "Pass on",
      align: "end",
      cell: (row) => row.person !== null && <PassOn from={row.person} />,
    },
  ];
}
