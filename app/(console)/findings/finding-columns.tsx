import { inWords } from "#app/in-words.ts";
import { SeverityBadge } from "#app/severity-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Time } from "#components/ui/time.tsx";
import type { FindingListItem } from "#lib/policy/queries/list-findings.ts";

/** Columns of the findings' table. `now` is the server's time, ISO 8601. */
export function findingColumns(now: string, isResolved: boolean): readonly Column<FindingListItem>[] {
  return [
    {
      id: "finding",
      header: "Finding",
      className: "min-w-64 max-w-96",
      cell: (row) => (
        <>
          <span className="block text-pretty">{row.summary}</span>
          <span className="block text-ink-faint text-small font-normal">{row.title}</span>
        </>
      ),
    },
    { id: "severity", header: "Severity", cell: (row) => <SeverityBadge severity={row.severity} /> },
    {
      id: "server",
      header: "Server",
      className: "min-w-36",
      cell: ({ server }) => (
        <span>
          <span className="block">{server.name}</span>
          <span className="block text-ink-faint text-small">{inWords(server.environment)}</span>
        </span>
      ),
    },
    { id: "owner", header: "Owner", className: "sm:max-w-44", cell: ownerCell },
    {
      id: "fix",
      header: "What to do",
      className: "min-w-64 max-w-96",
      cell: (row) => <span className="block text-ink-muted text-pretty max-sm:text-left">{row.fix}</span>,
    },
    {
      id: "since",
      header: isResolved ? "Resolved" : "Since",
      className: "whitespace-nowrap",
      cell: (row) => <Time at={row.resolvedAt ?? row.openedAt} now={now} />,
    },
  ];
}

function ownerCell({ owner }: FindingListItem) {
  if (owner === null) return <MissingPerson label="No owner" />;
  return owner.isActive ? <Person name={owner.name} /> : <MissingPerson label={`${owner.name} has left`} />;
}
