import { LastUse } from "#app/(console)/last-use.tsx";
import { ImpactBadge } from "#app/impact-badge.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import type { Column } from "#components/table/column.ts";
import { Mono } from "#components/ui/mono.tsx";
import { Time } from "#components/ui/time.tsx";
import type { UseView } from "#lib/decisions/use-view.ts";
import type { ToolView } from "#lib/inventory/tool-view.ts";
import { ClaimedImpact } from "./claimed-impact.tsx";
import { shortDigest } from "./short-digest.ts";

/** Columns of the tools' table. `uses` is by the tool's id; `now` is the server's time, ISO 8601. */
export function toolColumns(
  now: string,
  uses: Readonly<Record<string, UseView>>,
): readonly Column<ToolView>[] {
  return [
    {
      id: "name",
      header: "Tool",
      className: "min-w-48 sm:max-w-72 max-sm:[&>a]:min-w-0",
      cell: (row) => (
        <>
          <span className="block truncate font-mono">{row.name}</span>
          {row.description !== "" && (
            <span className="block truncate text-ink-faint text-small font-normal">{row.description}</span>
          )}
        </>
      ),
    },
    {
      id: "state",
      header: "State",
      cell: (row) => (
        <>
          <StateBadge of="tool" state={row.state} isQuiet />
          {row.stateReason !== null && row.state !== "enabled" && (
            <span className="block max-w-56 text-ink-muted text-small text-pretty">{row.stateReason}</span>
          )}
        </>
      ),
    },
    {
      id: "used",
      header: "Last call",
      className: "whitespace-nowrap",
      isHiddenOnPhone: true,
      cell: (row) => <LastUse use={uses[row.id]} now={now} />,
    },
    { id: "impact", header: "Impact", cell: (row) => <ImpactBadge impact={row.reviewedImpact} /> },
    {
      id: "claimed",
      header: "It claims",
      cell: (row) => <ClaimedImpact claimed={row.claimedImpact} reviewed={row.reviewedImpact} />,
    },
    {
      id: "why",
      header: "Why",
      className: "min-w-56 max-w-80",
      isHiddenOnPhone: true,
      cell: (row) => (
        <span className="line-clamp-2 text-ink-muted">
          {row.reviewReason === null
            ? row.impactReasons[0]?.words
            : `${row.reviewedBy?.name ?? "A person"} decided: ${row.reviewReason}`}
        </span>
      ),
    },
    {
      id: "digest",
      header: "Digest",
      isHiddenOnPhone: true,
      cell: (row) => <Mono value={row.digest} shown={shortDigest(row.digest)} label="the digest" />,
    },
    {
      id: "changed",
      header: "Last change",
      className: "whitespace-nowrap",
      cell: (row) => <Time at={row.changedAt} now={now} />,
    },
  ];
}
