import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";

export type CampaignListItem = Awaited<ReturnType<typeof listCampaigns>>["items"][number];

/** Columns of the reviews' table. `now` is the server's time, ISO 8601. */
export function campaignColumns(now: string): readonly Column<CampaignListItem>[] {
  return [
    {
      id: "name",
      header: "Review",
      className: "min-w-48 max-w-md",
      cell: (row) => (
        <>
          <span className="block">{row.name}</span>
          {row.purpose !== "" && (
            <span className="block truncate text-ink-muted font-normal">{row.purpose}</span>
          )}
        </>
      ),
    },
    { id: "server", header: "Server", cell: (row) => row.server?.name ?? "Several" },
    {
      id: "state",
      header: "State",
      cell: (row) =>
        row.isOverdue ? (
          <Status meaning="warning">Overdue</Status>
        ) : (
          <StateBadge of="campaign" state={row.state} isQuiet />
        ),
    },
    { id: "progress", header: "Answered", cell: (row) => <Answered progress={row.progress} /> },
    {
      id: "due",
      header: "Due or closed",
      className: "whitespace-nowrap",
      cell: (row) => {
        const at = row.closedAt ?? row.stageEndsAt ?? row.dueAt;
        return at === null ? <span className="text-ink-faint">Not started</span> : <Time at={at} now={now} />;
      },
    },
    {
      id: "starter",
      header: "Started by",
      isHiddenOnPhone: true,
      cell: (row) =>
        row.startedBy === null ? (
          <span className="text-ink-faint">
            {row.startedAt === null ? "Nobody yet" : "Steward, by itself"}
          </span>
        ) : (
          <Person name={row.startedBy.name} />
        ),
    },
  ];
}

function Answered({ progress }: { progress: CampaignListItem["progress"] }) {
  const { population, kept, revoked, changed } = progress;
  const answered = kept + revoked + changed;
  return (
    <span className="inline-flex min-w-32 items-center gap-2 tabular-nums">
      <progress
        aria-hidden="true"
        max={Math.max(population, 1)}
        value={answered}
        className="bar w-16 text-accent"
      />
      {answered.toLocaleString("en")} of {population.toLocaleString("en")}
    </span>
  );
}
