import { inWords } from "#app/in-words.ts";
import { SeverityBadge } from "#app/severity-badge.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerListItem } from "#lib/inventory/queries/list-servers.ts";

const NONE = <span className="text-ink-faint">None</span>;
const NEVER = <span className="text-ink-faint">Never</span>;

/** Columns of the servers' table. `now` is the server's time, ISO 8601. */
export function serverColumns(now: string): readonly Column<ServerListItem>[] {
  return [
    {
      id: "name",
      header: "Name",
      isSortable: true,
      className: "min-w-52 sm:max-w-72 max-sm:[&>a]:min-w-0",
      cell: (row) => (
        <>
          <span className="block truncate">{row.name}</span>
          <span className="block truncate text-ink-faint text-small font-normal">{row.purpose}</span>
        </>
      ),
    },
    { id: "owner", header: "Owner", className: "sm:max-w-52 whitespace-nowrap", cell: ownerCell },
    { id: "environment", header: "Environment", cell: (row) => <Tag>{inWords(row.environment)}</Tag> },
    { id: "state", header: "State", cell: (row) => <StateBadge of="server" state={row.state} isQuiet /> },
    {
      id: "findings",
      header: "Risk",
      isSortable: true,
      sortKey: "risk",
      sortsDownFirst: true,
      className: "whitespace-nowrap",
      cell: (row) =>
        row.worstSeverity === null ? (
          <Status meaning="good">None open</Status>
        ) : (
          <SeverityBadge severity={row.worstSeverity} count={row.openFindingCount} />
        ),
    },
    { id: "tools", header: "Tools", align: "end", className: "whitespace-nowrap", cell: toolsCell },
    {
      id: "role",
      header: "Role",
      className: "max-w-40 truncate",
      isHiddenOnPhone: true,
      cell: (row) => row.serverRole?.name ?? NONE,
    },
    {
      id: "tags",
      header: "Tags",
      className: "sm:max-w-48",
      isHiddenOnPhone: true,
      cell: (row) => <Tags tags={row.tags} />,
    },
    {
      id: "credential",
      header: "Next expiry",
      isSortable: true,
      sortKey: "expiry",
      className: "whitespace-nowrap",
      isHiddenOnPhone: true,
      cell: (row) => <CredentialCell at={row.soonestCredentialExpiry} now={now} />,
    },
    {
      id: "next_review",
      header: "Next review",
      isSortable: true,
      className: "whitespace-nowrap",
      cell: (row) => <ReviewCell on={row.nextReviewOn} now={now} />,
    },
    {
      id: "seen",
      header: "Last seen",
      isSortable: true,
      sortKey: "last_seen",
      sortsDownFirst: true,
      className: "whitespace-nowrap",
      isHiddenOnPhone: true,
      cell: (row) => (row.lastSeenAt === null ? NEVER : <Time at={row.lastSeenAt} now={now} />),
    },
    ...columnsHiddenAtFirst(now),
  ];
}

function columnsHiddenAtFirst(now: string): readonly Column<ServerListItem>[] {
  const hidden = { isHiddenAtFirst: true, isHiddenOnPhone: true } as const;
  const plain = { ...hidden, className: "max-w-40 truncate" };
  return [
    { id: "team", header: "Team", ...plain, cell: (row) => row.team ?? NONE },
    { id: "criticality", header: "Criticality", ...hidden, cell: (row) => inWords(row.criticality) },
    { id: "transport", header: "Transport", ...plain, cell: (row) => inWords(row.transport) },
    {
      id: "last_review",
      header: "Last review",
      isSortable: true,
      sortsDownFirst: true,
      ...hidden,
      cell: (row) =>
        row.lastReviewedOn === null ? NEVER : <Time at={`${row.lastReviewedOn}T12:00:00Z`} now={now} />,
    },
    { id: "package", header: "Package", ...plain, cell: packageCell },
    {
      id: "updated",
      header: "Changed",
      isSortable: true,
      sortsDownFirst: true,
      ...hidden,
      cell: (row) => <Time at={row.updatedAt} now={now} />,
    },
  ];
}

const TAGS_SHOWN = 2;

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return NONE;
  const rest = tags.length - TAGS_SHOWN;
  return (
    <span className="flex min-w-0 flex-wrap gap-1" title={tags.join(", ")}>
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {rest > 0 && <span className="text-ink-muted text-small">and {rest} more</span>}
    </span>
  );
}

function packageCell({ packageName, packageVersion }: ServerListItem) {
  if (packageName === null) return NONE;
  return (
    <span title={packageName}>
      {packageVersion === null ? packageName : `${packageName}@${packageVersion}`}
    </span>
  );
}

function ownerCell({ owner }: ServerListItem) {
  if (owner === null) return <MissingPerson label="No owner" />;
  return owner.isActive ? <Person name={owner.name} /> : <MissingPerson label={`${owner.name} has left`} />;
}

function toolsCell({ toolCount, enabledHighImpactCount: grave }: ServerListItem) {
  return (
    <span>
      {toolCount.toLocaleString("en")}
      {grave > 0 && (
        <span className="block text-small text-warning">{grave.toLocaleString("en")} high impact</span>
      )}
    </span>
  );
}

function CredentialCell({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-ink-faint">No date</span>;
  const daysLeft = (Date.parse(at) - Date.parse(now)) / 86_400_000;
  if (daysLeft <= 0) {
    return (
      <Status meaning="danger">
        Expired <Time at={at} now={now} />
      </Status>
    );
  }
  return daysLeft <= 30 ? (
    <Status meaning="warning">
      <Time at={at} now={now} />
    </Status>
  ) : (
    <Time at={at} now={now} />
  );
}

/** A review day lasts until its midnight, UTC. */
function ReviewCell({ on, now }: { on: string | null; now: string }) {
  if (on === null) return NONE;
  const at = `${on}T23:59:59Z`;
  return Date.parse(at) < Date.parse(now) ? (
    <Status meaning="danger">
      Due <Time at={at} now={now} />
    </Status>
  ) : (
    <Time at={at} now={now} />
  );
}
