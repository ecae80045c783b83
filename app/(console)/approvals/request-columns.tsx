import type { ReactNode } from "react";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestItem } from "#lib/approvals/request-item.ts";
import type { InboxRow } from "./inbox-row.ts";

/** Columns of the requests' table. `now` is the server's time, ISO 8601. `hasStates` when not all of them wait. */
export function requestColumns(now: string, hasStates: boolean): readonly Column<InboxRow>[] {
  return [
    {
      id: "title",
      header: "What is asked",
      className: "min-w-64 max-w-xl",
      cell: (row) => (
        <span className="text-pretty">
          {row.of === "policy" ? `Change of the approval policy: ${row.summary}` : row.title}
          {row.of === "request" && row.mayOnlyReject && (
            <>
              {" "}
              <Badge meaning="warning">You can only reject</Badge>
            </>
          )}
          {row.of === "request" && row.answersFor !== null && (
            <span className="block text-ink-muted font-normal">For {row.answersFor}</span>
          )}
        </span>
      ),
    },
    {
      id: "impact",
      header: "Impact",
      cell: (row) =>
        row.of === "policy" ? (
          <Badge meaning="danger">Who decides</Badge>
        ) : (
          <ImpactBadge impact={row.impact} />
        ),
    },
    ...(hasStates ? [STATE] : []),
    {
      id: "server",
      header: "Server",
      cell: ofRequest("Every server", (row) => (
        <span className="inline-flex flex-wrap items-center gap-1.5 max-sm:justify-end">
          {row.server.name}
          <Tag>{inWords(row.environment)}</Tag>
        </span>
      )),
    },
    { id: "requester", header: "Asked by", className: "min-w-36", cell: askedBy },
    {
      id: "asked",
      isHiddenAtFirst: hasStates,
      header: "Asked",
      className: "whitespace-nowrap",
      cell: (row) => {
        const at = row.of === "policy" ? row.proposedAt : row.submittedAt;
        return at === null ? "Not yet" : <Time at={at} now={now} />;
      },
    },
    {
      id: "stage",
      isHiddenAtFirst: hasStates,
      header: "Stage",
      cell: ofRequest("Decision", (row) =>
        row.changesAskedBy !== null ? (
          <Badge meaning="warning">Changes asked</Badge>
        ) : (
          (row.waitingFor ?? <span className="text-ink-faint">None left</span>)
        ),
      ),
    },
    ...(hasStates ? [DECIDED_BY] : []),
    {
      id: "due",
      header: hasStates ? "Due or decided" : "Due",
      className: "whitespace-nowrap",
      cell: ofRequest("No end", (row) => <Time at={row.decidedAt ?? row.expiresAt} now={now} />),
    },
  ];
}

/** The cell of a request; of a change of the policy, these words. */
function ofRequest(ofPolicy: string, cell: (row: RequestItem) => ReactNode): (row: InboxRow) => ReactNode {
  return (row) => (row.of === "policy" ? <span className="text-ink-muted">{ofPolicy}</span> : cell(row));
}

function askedBy(row: InboxRow): ReactNode {
  if (row.of === "policy") return row.proposedBy === null ? null : <Person name={row.proposedBy.name} />;
  return row.cause === "drift" ? (
    <Badge meaning="warning">Asked again after a change</Badge>
  ) : (
    <Person name={row.requester.name} />
  );
}

const STATE: Column<InboxRow> = {
  id: "state",
  header: "State",
  cell: ofRequest("Waiting for a decision", (row) =>
    row.changesAskedBy !== null ? (
      <Badge meaning="warning">{`Changes asked of ${row.requester.name}`}</Badge>
    ) : row.breakGlass === null ? (
      <StateBadge of="request" state={row.state} isQuiet />
    ) : (
      <StateBadge of="glass" state={row.breakGlass} isQuiet />
    ),
  ),
};

const DECIDED_BY: Column<InboxRow> = {
  id: "deciders",
  header: "Decided by",
  className: "min-w-36",
  cell: ofRequest("Nobody yet", ({ deciders }) =>
    deciders.length === 0 ? (
      <span className="text-ink-faint">Nobody</span>
    ) : (
      deciders
        .map(({ name, onBehalfOf }) => (onBehalfOf === null ? name : `${name}, for ${onBehalfOf}`))
        .join("; ")
    ),
  ),
};
