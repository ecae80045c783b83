import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CredentialListItem } from "#lib/inventory/queries/list-credentials.ts";

/** Columns of the credentials' table. `now` is the server's time, ISO 8601. */
export function credentialColumns(now: string): readonly Column<CredentialListItem>[] {
  const when = (at: string | null, words: string) =>
    at === null ? <span className="text-ink-faint">{words}</span> : <Time at={at} now={now} />;
  return [
    {
      id: "credential",
      header: "Credential",
      isSortable: true,
      sortKey: "name",
      className: "min-w-56 max-w-80",
      cell: ({ name, kind, issuer }) => (
        <>
          <span className="block text-pretty">{name}</span>
          <span className="block text-ink-faint text-small font-normal">
            {issuer === null ? inWords(kind) : `${inWords(kind)} from ${issuer}`}
          </span>
        </>
      ),
    },
    {
      id: "status",
      header: "State",
      cell: ({ status }) => <StateBadge of="credential" state={status} isQuiet />,
    },
    {
      id: "ends",
      header: "Ends",
      isSortable: true,
      sortKey: "expiry",
      className: "whitespace-nowrap",
      cell: ({ expiresAt, isEndKnown }) =>
        expiresAt === null ? (
          <Status meaning="warning">{isEndKnown ? "Never" : "Not known"}</Status>
        ) : (
          <Time at={expiresAt} now={now} />
        ),
    },
    {
      id: "server",
      header: "Server",
      isSortable: true,
      className: "min-w-36",
      cell: ({ server }) => (
        <>
          <span className="block text-pretty">{server.name}</span>
          {server.team !== null && <span className="block text-ink-faint text-small">{server.team}</span>}
        </>
      ),
    },
    { id: "owner", header: "Owner", className: "sm:max-w-44", cell: ownerCell },
    {
      id: "kept-in",
      header: "Kept in",
      cell: ({ keptIn }) =>
        keptIn === "configuration" ? <Status meaning="danger">Configuration</Status> : inWords(keptIn),
    },
    {
      id: "rotated",
      header: "Rotated",
      isSortable: true,
      className: "whitespace-nowrap",
      isHiddenOnPhone: true,
      cell: ({ lastRotatedAt }) => when(lastRotatedAt, "Never"),
    },
    {
      id: "issued",
      header: "Issued",
      isSortable: true,
      className: "whitespace-nowrap",
      isHiddenAtFirst: true,
      isHiddenOnPhone: true,
      cell: ({ issuedAt }) => when(issuedAt, "Not known"),
    },
    {
      id: "used",
      header: "Last used",
      isSortable: true,
      sortKey: "last_used",
      className: "whitespace-nowrap",
      isHiddenAtFirst: true,
      isHiddenOnPhone: true,
      cell: ({ lastUsedAt }) => when(lastUsedAt, "Not known"),
    },
  ];
}

function ownerCell({ owner }: CredentialListItem) {
  if (owner === null) return <MissingPerson label="No owner" />;
  return owner.isActive ? <Person name={owner.name} /> : <MissingPerson label={`${owner.name} has left`} />;
}
