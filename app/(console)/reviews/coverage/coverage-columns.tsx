import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import type { Column } from "#components/table/column.ts";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReviewCoverageItem } from "#lib/inventory/queries/list-review-coverage.ts";

const NEVER = <span className="text-ink-faint">Never</span>;

/** When servers were reviewed, and when they are due. `now` is the server's time, ISO 8601. */
export function coverageColumns(now: string): readonly Column<ReviewCoverageItem>[] {
  return [
    {
      id: "name",
      header: "Server",
      isSortable: true,
      className: "min-w-44 sm:max-w-72",
      cell: (row) => <span className="block truncate">{row.name}</span>,
    },
    {
      id: "next_review",
      header: "Next review",
      isSortable: true,
      className: "whitespace-nowrap",
      cell: (row) => <Due row={row} now={now} />,
    },
    {
      id: "last_review",
      header: "Last review",
      isSortable: true,
      className: "min-w-32 whitespace-nowrap",
      cell: (row) =>
        row.lastReviewedOn === null ? NEVER : <Time at={`${row.lastReviewedOn}T12:00:00Z`} now={now} />,
    },
    {
      id: "cadence",
      header: "Every",
      align: "end",
      className: "whitespace-nowrap tabular-nums",
      cell: (row) => `${row.everyDays} days`,
    },
    { id: "environment", header: "Environment", cell: (row) => <Tag>{inWords(row.environment)}</Tag> },
    {
      id: "criticality",
      header: "Criticality",
      isHiddenOnPhone: true,
      cell: (row) => inWords(row.criticality),
    },
    {
      id: "impact",
      header: "Gravest enabled tool",
      isHiddenOnPhone: true,
      className: "whitespace-nowrap",
      cell: (row) =>
        row.impact === null ? <span className="text-ink-faint">None enabled</span> : IMPACT_WORDS[row.impact],
    },
    {
      id: "owner",
      header: "Owner",
      className: "sm:max-w-52 whitespace-nowrap",
      cell: ({ owner }) =>
        owner === null ? (
          <MissingPerson label="No owner" />
        ) : owner.isActive ? (
          <Person name={owner.name} />
        ) : (
          <MissingPerson label={`${owner.name} has left`} />
        ),
    },
  ];
}

function Due({ row, now }: { row: ReviewCoverageItem; now: string }) {
  const at = `${row.nextReviewOn}T23:59:59Z`;
  if (row.overdueDays === 0) return <Time at={at} now={now} />;
  return (
    <Status meaning="danger">
      Overdue by {row.overdueDays.toLocaleString("en")} {row.overdueDays === 1 ? "day" : "days"}
    </Status>
  );
}
