"use client";

import { CalendarClock } from "lucide-react";
import { useMemo } from "react";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { DataTable } from "#components/table/data-table.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ScheduleView } from "#lib/reviews/schedule-view.ts";

interface Props {
  rows: readonly ScheduleView[];
  now: string;
  total: { count: number; isEstimate: boolean };
  nextHref: string | null;
  canManage: boolean;
  preferences: TablePreferences | undefined;
}

/** Schedules, newest first. */
export function ScheduleTable({ rows, now, total, nextHref, canManage, preferences }: Props) {
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <DataTable
      name="schedules"
      label="Schedules"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/reviews/schedules/${row.id}`}
      preferences={preferences}
      total={{ ...total, noun: ["schedule", "schedules"] as const }}
      {...(nextHref === null ? {} : { pages: { nextHref } })}
      empty={
        <EmptyState
          icon={<CalendarClock />}
          title="No schedule yet"
          {...(canManage
            ? {
                actions: (
                  <LinkButton href="/reviews/schedules/new" variant="primary">
                    New schedule
                  </LinkButton>
                ),
              }
            : {})}
        >
          A schedule opens the same review every quarter, month or week, so that nobody has to remember.
        </EmptyState>
      }
    />
  );
}

function columnsAt(now: string): readonly Column<ScheduleView>[] {
  return [
    {
      id: "name",
      header: "Schedule",
      className: "min-w-48 max-w-md",
      cell: (row) => (
        <>
          <span className="block">{row.name}</span>
          <span className="block truncate text-ink-muted font-normal first-letter:uppercase">
            {row.recurs}
          </span>
        </>
      ),
    },
    {
      id: "state",
      header: "State",
      cell: (row) => <StateBadge of="schedule" state={row.state} isQuiet />,
    },
    {
      id: "next",
      header: "Opens next",
      className: "whitespace-nowrap",
      cell: (row) =>
        row.nextAt === null ? (
          <span className="text-ink-faint">Not again</span>
        ) : (
          <Time at={row.nextAt} now={now} />
        ),
    },
    {
      id: "starts",
      header: "Starts",
      cell: (row) => (row.startsItself ? "By itself" : "By hand"),
    },
    {
      id: "last",
      header: "Last review",
      cell: (row) =>
        row.lastReview === null ? (
          <span className="text-ink-faint">None yet</span>
        ) : (
          <StateBadge of="campaign" state={row.lastReview.state} isQuiet />
        ),
    },
  ];
}
