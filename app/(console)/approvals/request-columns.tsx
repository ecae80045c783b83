import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listRequests } from "#lib/approvals/queries/list-requests.ts";

export type RequestListItem = Awaited<ReturnType<typeof listRequests>>["items"][number];

/** Columns of the requests' table. `now` is the server's time, ISO 8601. `hasStates` when not all of them wait. */
export function requestColumns(now: string, hasStates: boolean): readonly Column<RequestListItem>[] {
  return [
    {
      id: "title",
      header: "What is asked",
      className: "min-w-64 max-w-xl",
      cell: (row) => <span className="text-pretty">{row.title}</span>,
    },
    {
      id: "impact",
      header: "Impact",
      cell: (row) => <ImpactBadge impact={row.impact} />,
    },
    ...(hasStates ? [STATE] : []),
    {
      id: "server",
      header: "Server",
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-1.5 max-sm:justify-end">
          {row.server.name}
          <Tag>{inWords(row.environment)}</Tag>
        </span>
      ),
    },
    {
      id: "requester",
      header: "Asked by",
      className: "min-w-36",
      cell: (row) =>
        row.cause === "drift" ? (
          <Badge meaning="warning">Asked again after a change</Badge>
        ) : (
          <Person name={row.requester.name} />
        ),
    },
    {
      id: "asked",
      isHiddenAtFirst: hasStates,
      header: "Asked",
      className: "whitespace-nowrap",
      cell: (row) => (row.submittedAt === null ? "Not yet" : <Time at={row.submittedAt} now={now} />),
    },
    {
      id: "stage",
      isHiddenAtFirst: hasStates,
      header: "Stage",
      cell: (row) =>
        row.changesAskedBy !== null ? (
          <Badge meaning="warning">Changes asked</Badge>
        ) : (
          (row.waitingFor ?? <span className="text-ink-faint">None left</span>)
        ),
    },
    {
      id: "due",
      header: hasStates ? "Due or decided" : "Due",
      className: "whitespace-nowrap",
      cell: (row) => <Time at={row.decidedAt ?? row.expiresAt} now={now} />,
    },
  ];
}

const STATE: Column<RequestListItem> = {
  id: "state",
  header: "State",
  cell: (row) => <StateBadge of="request" state={row.state} isQuiet />,
};
