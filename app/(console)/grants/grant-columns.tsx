import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { RequestLink } from "#app/request-link.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { UseView } from "#lib/decisions/use-view.ts";
import type { GrantView } from "#lib/grants/grant-view.ts";
import { LastUse } from "../last-use.tsx";
import { ExtendInList } from "./extend-grant.tsx";

/**
 * Columns of the list of all grants. `uses` and `waiting`, the requests that would carry them on, are by the grant's id;
 * `now` is the server's time, ISO 8601.
 */
export function grantColumns(
  now: string,
  uses: Readonly<Record<string, UseView>>,
  waiting: Readonly<Record<string, string>>,
): readonly Column<GrantView>[] {
  return [
    {
      id: "grant",
      header: "Grant",
      className: "min-w-48 max-w-80",
      cell: (row) => <Granted grant={row} />,
    },
    { id: "state", header: "State", className: "min-w-32 max-w-72", cell: (row) => <Standing grant={row} /> },
    {
      id: "server",
      header: "Server",
      className: "min-w-36",
      cell: ({ server }) => (
        <span className="inline-flex flex-wrap items-center gap-1.5 max-sm:justify-end">
          {server.name}
          <Tag>{inWords(server.environment)}</Tag>
        </span>
      ),
    },
    {
      id: "impact",
      header: "Impact",
      cell: ({ impact }) =>
        impact === null ? <span className="text-ink-faint">Not known</span> : <ImpactBadge impact={impact} />,
    },
    {
      id: "ends",
      header: "Ends",
      isSortable: true,
      sortKey: "expiry",
      className: "whitespace-nowrap",
      cell: (row) => <Ends grant={row} waitsIn={waiting[row.id]} now={now} />,
    },
    {
      id: "used",
      header: "Last call",
      className: "whitespace-nowrap",
      cell: (row) => <GrantUse grant={row} use={uses[row.id]} now={now} />,
    },
    {
      id: "origin",
      header: "Comes from",
      className: "min-w-36 max-w-64",
      cell: (row) => <Origin grant={row} />,
    },
    {
      id: "granted",
      header: "Granted",
      isSortable: true,
      sortsDownFirst: true,
      className: "whitespace-nowrap",
      isHiddenOnPhone: true,
      cell: ({ grantedAt }) => <Time at={grantedAt} now={now} />,
    },
  ];
}

function Ends(props: { grant: GrantView; waitsIn: string | undefined; now: string }) {
  const { grant, waitsIn, now } = props;
  if (grant.status === "revoked") {
    return (
      <span className="text-ink-muted">
        Ended <Time at={grant.revokedAt ?? grant.expiresAt} now={now} />
      </span>
    );
  }
  return (
    <>
      <Time at={grant.expiresAt} now={now} />
      <ExtendInList grant={grant} waitsIn={waitsIn} />
    </>
  );
}

/** Calls are counted of tools and of who is let in; what the server does with a scope downstream is not seen here. */
export function GrantUse(props: { grant: GrantView; use: UseView | undefined; now: string }) {
  if (props.grant.scope !== null) return <span className="text-ink-faint">Not counted</span>;
  return <LastUse use={props.use} now={props.now} />;
}

export function grantName({ tool, scope, consumer }: GrantView): string {
  return tool?.name ?? scope?.name ?? consumer?.name ?? "Grant";
}

export function kindInWords({ kind, consumer }: GrantView): string {
  if (consumer !== null) return `${inWords(consumer.kind)} may use the server's enabled tools`;
  return kind === "tool" ? "Tool" : "Scope that the server may hold";
}

function Granted({ grant }: { grant: GrantView }) {
  return (
    <>
      <span className={grant.consumer === null ? "break-all font-mono" : "text-pretty"}>
        {grantName(grant)}
      </span>
      <span className="block font-normal text-ink-faint text-small">{kindInWords(grant)}</span>
    </>
  );
}

function Standing({ grant }: { grant: GrantView }) {
  const isDenied = grant.consumer?.isActive === false && grant.status === "active";
  return (
    <span className="block min-w-0 max-sm:text-right">
      <StateBadge of="grant" state={grant.status} isQuiet />
      {grant.stateReason !== null && grant.status !== "active" && (
        <span className="block text-ink-muted text-small sm:line-clamp-2" title={grant.stateReason}>
          {grant.suspendedBy !== null && `${grant.suspendedBy.name}: `}
          {grant.stateReason}
        </span>
      )}
      {isDenied && <span className="block text-ink-muted text-small">Denied: the consumer is inactive</span>}
    </span>
  );
}

/** Where no approver is named. */
const OF_NOBODY: Readonly<Partial<Record<GrantView["originKind"], string>>> = {
  approval: "by policy",
  break_glass: "without an approval",
};

function Origin({ grant: { request, originKind } }: { grant: GrantView }) {
  if (request === null) return inWords(originKind);
  const last = request.approvals.at(-1);
  const by =
    last?.onBehalfOf == null ? last?.person.name : `${last.person.name}, for ${last.onBehalfOf.name}`;
  return (
    <span className="block min-w-0 max-sm:text-right">
      <RequestLink id={request.id}>{inWords(originKind)}</RequestLink>
      <span className="block text-ink-muted text-small">
        {by === undefined ? OF_NOBODY[originKind] : `by ${by}`}
      </span>
    </span>
  );
}
