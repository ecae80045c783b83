"use client";

import { ClipboardCheck } from "lucide-react";
import { useMemo } from "react";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listMyReviews } from "#lib/reviews/queries/list-my-reviews.ts";

export type MyReview = Awaited<ReturnType<typeof listMyReviews>>["items"][number];

interface Props {
  which: "to_do" | "done";
  rows: readonly MyReview[];
  /** More are left than are shown. */
  hasMore: boolean;
  now: string;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
}

/** Reviews in which this person answers. */
export function MyTable({ which, rows, hasMore, now, firstHref, nextHref }: Props) {
  const columns = useMemo(() => (which === "to_do" ? toDoColumns(now) : doneColumns(now)), [which, now]);
  return (
    <>
      <DataTable
        name={which === "to_do" ? "my-reviews" : "my-reviews-done"}
        label={which === "to_do" ? "To do" : "Done"}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/reviews/${row.id}`}
        pages={{ previousHref: firstHref, nextHref }}
        empty={which === "to_do" ? <NothingLeft /> : <NothingDone />}
      />
      {hasMore && <p className="text-ink-muted">More reviews come up as you answer these.</p>}
    </>
  );
}

const NAME: Column<MyReview> = {
  id: "name",
  header: "Review",
  className: "min-w-48 max-w-md",
  cell: (row) => (
    <>
      <span className="block">{row.name}</span>
      {row.purpose !== "" && <span className="block truncate text-ink-muted font-normal">{row.purpose}</span>}
    </>
  ),
};

function toDoColumns(now: string): readonly Column<MyReview>[] {
  return [
    NAME,
    { id: "left", header: "Left", align: "end", cell: (row) => row.open.toLocaleString("en") },
    {
      id: "high",
      header: "High risk left",
      align: "end",
      cell: (row) => row.openHigh.toLocaleString("en"),
    },
    {
      id: "answered",
      header: "Answered",
      cell: ({ answered, items }) => (
        <span className="inline-flex min-w-32 items-center gap-2 tabular-nums">
          <progress
            aria-hidden="true"
            max={Math.max(items, 1)}
            value={answered}
            className="bar w-16 text-accent"
          />
          {answered.toLocaleString("en")} of {items.toLocaleString("en")}
        </span>
      ),
    },
    {
      id: "due",
      header: "Due",
      className: "whitespace-nowrap",
      cell: ({ dueAt, isLate }) =>
        dueAt === null ? null : isLate ? (
          <Status meaning="warning">
            Late, was due <Time at={dueAt} now={now} />
          </Status>
        ) : (
          <Time at={dueAt} now={now} />
        ),
    },
  ];
}

function doneColumns(now: string): readonly Column<MyReview>[] {
  const figure = (id: "kept" | "changed" | "revoked", header: string): Column<MyReview> => ({
    id,
    header,
    align: "end",
    cell: (row) => row[id].toLocaleString("en"),
  });
  return [
    NAME,
    {
      id: "state",
      header: "State",
      cell: (row) => <StateBadge of="campaign" state={row.state} isQuiet />,
    },
    { id: "items", header: "Yours", align: "end", cell: (row) => row.items.toLocaleString("en") },
    figure("kept", "Kept"),
    figure("changed", "Changed"),
    figure("revoked", "Revoked"),
    {
      id: "unanswered",
      header: "Without an answer",
      align: "end",
      cell: ({ items, answered }) =>
        items === answered ? (
          <span className="text-ink-faint">0</span>
        ) : (
          (items - answered).toLocaleString("en")
        ),
    },
    {
      id: "closed",
      header: "Closed",
      className: "whitespace-nowrap",
      cell: ({ closedAt }) =>
        closedAt === null ? (
          <span className="text-ink-faint">Not yet</span>
        ) : (
          <Time at={closedAt} now={now} />
        ),
    },
  ];
}

function NothingLeft() {
  return (
    <EmptyState icon={<ClipboardCheck />} title="Nothing is left for you">
      When a review asks for your answer, it stands here, soonest due first.
    </EmptyState>
  );
}

function NothingDone() {
  return (
    <EmptyState icon={<ClipboardCheck />} title="You have finished no review yet">
      What you answered stays here, with what came of it.
    </EmptyState>
  );
}
