import type { Column } from "#components/table/column.ts";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CandidateView } from "#lib/discovery/candidate-view.ts";
import { clientName } from "#lib/discovery/client-name.ts";

/** Columns of the candidates' table. `now` is the server's time, ISO 8601. */
export function candidateColumns(now: string): readonly Column<CandidateView>[] {
  return [
    { id: "name", header: "Name", cell: (row) => <CandidateName row={row} />, className: "min-w-40" },
    {
      id: "reached",
      header: "Reached by",
      className: "max-w-64",
      cell: (row) => (
        <code className="block truncate" title={connectionLine(row)}>
          {connectionLine(row)}
        </code>
      ),
    },
    {
      id: "clients",
      header: "Seen in",
      isHiddenAtFirst: true,
      cell: (row) => (
        <InlineList
          items={[...new Set(row.sightings.map((sighting) => sighting.client))].map((client) => ({
            key: client,
            item: <Tag>{clientName(client)}</Tag>,
          }))}
        />
      ),
    },
    {
      id: "secrets",
      header: "Secrets",
      className: "whitespace-nowrap",
      cell: (row) =>
        row.secretCount === 0 ? (
          <span className="text-ink-faint">None</span>
        ) : (
          <Status meaning="danger">{`${row.secretCount.toLocaleString("en")} in configuration`}</Status>
        ),
    },
    {
      id: "risks",
      header: "Risks",
      cell: (row) =>
        row.risks.length === 0 ? (
          <span className="text-ink-faint">None</span>
        ) : (
          <Status meaning="warning">
            {row.risks.length === 1 ? row.risks[0]?.title : `${row.risks.length} risks`}
          </Status>
        ),
    },
    {
      id: "seen",
      header: "Last seen",
      className: "whitespace-nowrap",
      cell: (row) =>
        row.goneAt === null ? (
          <Time at={row.lastSeenAt} now={now} />
        ) : (
          <span className="text-ink-muted">
            Gone <Time at={row.goneAt} now={now} />
          </span>
        ),
      isHiddenOnPhone: true,
    },
  ];
}

function CandidateName({ row }: { row: CandidateView }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      {row.name}
      {row.claim !== null && <Status meaning="notice">{`${row.claim.by.name} says it is theirs`}</Status>}
      {row.returnedBecause.length > 0 && <Status meaning="warning">Came back</Status>}
    </span>
  );
}

/** How the server is reached: its address, or its command line. */
export function connectionLine(row: Pick<CandidateView, "url" | "command" | "args">): string {
  return row.url ?? [row.command, ...row.args].filter(Boolean).join(" ");
}
