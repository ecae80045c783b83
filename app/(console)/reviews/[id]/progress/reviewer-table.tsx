"use client";

import { Users } from "lucide-react";
import { useMemo } from "react";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { TitledList } from "../../titled-list.tsx";
import type { CampaignProgress } from "./progress.ts";

type Row = CampaignProgress["reviewers"]["items"][number];

interface Props {
  campaignId: string;
  rows: readonly Row[];
  total: number;
  now: string;
  firstHref: string | undefined;
  nextHref: string | undefined;
}

/** Who reviews how much, and how that is coming along; who has most left first. */
export function ReviewerTable({ campaignId, rows, total, now, firstHref, nextHref }: Props) {
  const columns = useMemo(() => reviewerColumns(now), [now]);
  return (
    <TitledList id="reviewers" title="Reviewers">
      <DataTable
        name="review-progress"
        label="Reviewers"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/reviews/${campaignId}/items?reviewer=${row.id}`}
        total={{ count: total, noun: ["reviewer", "reviewers"] }}
        pages={{ previousHref: firstHref, nextHref }}
        empty={
          <EmptyState icon={<Users />} title="No reviewer">
            Nobody could answer for anything in it.
          </EmptyState>
        }
      />
    </TitledList>
  );
}

const STANDINGS = {
  done: { meaning: "good", words: "Done" },
  late: { meaning: "warning", words: "Late" },
  not_begun: { meaning: "neutral", words: "Not begun" },
  at_it: { meaning: "notice", words: "At it" },
} as const;

function reviewerColumns(now: string): readonly Column<Row>[] {
  return [
    { id: "name", header: "Reviewer", className: "min-w-44", cell: (row) => <Person name={row.name} /> },
    {
      id: "standing",
      header: "State",
      cell: ({ standing }) => {
        const { meaning, words } = STANDINGS[standing];
        return <Status meaning={meaning}>{words}</Status>;
      },
    },
    { id: "answered", header: "Answered", cell: (row) => <Answered row={row} /> },
    { id: "open", header: "Left", align: "end", cell: (row) => row.open.toLocaleString("en") },
    { id: "high", header: "High risk left", align: "end", cell: (row) => row.openHigh.toLocaleString("en") },
    {
      id: "last",
      header: "Last answer",
      className: "whitespace-nowrap",
      cell: ({ lastAt }) =>
        lastAt === null ? <span className="text-ink-faint">None</span> : <Time at={lastAt} now={now} />,
    },
    {
      id: "hasty",
      header: "Too fast",
      align: "end",
      cell: ({ hasty }) =>
        hasty === 0 ? (
          <span className="text-ink-faint">0</span>
        ) : (
          <Status meaning="warning">{hasty.toLocaleString("en")}</Status>
        ),
    },
    {
      id: "bulk",
      header: "Answered together",
      align: "end",
      isHiddenOnPhone: true,
      cell: (row) => row.inBulk.toLocaleString("en"),
    },
  ];
}

function Answered({ row: { items, answered } }: { row: Row }) {
  return (
    <span className="inline-flex min-w-32 items-center gap-2 tabular-nums">
      <progress
        aria-hidden="true"
        max={Math.max(items, 1)}
        value={answered}
        className="bar w-16 text-accent"
      />
      {answered.toLocaleString("en")} of {items.toLocaleString("en")}
    </span>
  );
}
