"use client";

import { Stamp } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { DecideTogether } from "./decide-together.tsx";
import { Decided, type DecidedTogether } from "./decided.tsx";
import { type InboxRow, rowHref } from "./inbox-row.ts";
import { requestColumns } from "./request-columns.tsx";
import { type RequestsView, requestTableName, viewHref } from "./views.ts";

interface Props {
  view: RequestsView;
  rows: readonly InboxRow[];
  filters: readonly FilterField[];
  q: string;
  isFiltered: boolean;
  now: string;
  total: { count: number; isEstimate: boolean };
  firstHref: string | undefined;
  nextHref: string | undefined;
  canDecide: boolean;
  preferences: TablePreferences | undefined;
}

/** Requests of one view, each a sentence that opens its decision page. */
export function RequestTable(props: Props) {
  const { view, rows, filters, q, isFiltered, now, total, firstHref, nextHref, preferences } = props;
  const columns = useMemo(() => requestColumns(now, view !== "to-decide"), [now, view]);
  const [decided, setDecided] = useState<DecidedTogether | null>(null);
  return (
    <>
      <Decided decided={decided} onClose={() => setDecided(null)} />
      <DataTable
        name={requestTableName(view)}
        label="Requests"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={rowHref}
        preferences={preferences}
        total={{ ...total, isCapped: total.isEstimate, noun: ["request", "requests"] as const }}
        pages={{ previousHref: firstHref, nextHref }}
        unselectableReason={whyAlone}
        bulkActions={
          view === "to-decide"
            ? (selection) => (
                <DecideTogether rows={selection.rows} onDecided={setDecided} onDone={selection.clear} />
              )
            : undefined
        }
        toolbar={
          <>
            <SearchBox label="Search requests" placeholder="What is asked, or the server" defaultValue={q} />
            <FilterBar fields={filters} />
          </>
        }
        empty={isFiltered ? <NothingMatches view={view} /> : empty(view, props.canDecide)}
      />
    </>
  );
}

function whyAlone(row: InboxRow): string | undefined {
  if (row.of === "policy") return "A change of the policy is decided by itself.";
  return row.aloneReason ?? undefined;
}

function NothingMatches({ view }: { view: RequestsView }) {
  return (
    <EmptyState
      icon={<Stamp />}
      title="No request matches"
      actions={<LinkButton href={viewHref(view)}>Show all of them</LinkButton>}
    >
      Take a filter away, or look for a part of what is asked.
    </EmptyState>
  );
}

function empty(view: RequestsView, canDecide: boolean): ReactNode {
  if (view === "to-decide" && canDecide) {
    return (
      <EmptyState icon={<Stamp />} title="Nothing waits for you">
        What you are asked to decide comes here: by a role or a group of yours, by name, as who owns the
        server, or for somebody who is away. Never what you asked for or would gain by; that is under “I
        asked”.
      </EmptyState>
    );
  }
  const all = view === "all";
  return (
    <EmptyState
      icon={<Stamp />}
      title={
        all
          ? "Nobody has asked for anything yet"
          : view === "mine"
            ? "You have asked for nothing yet"
            : "You decide nothing here"
      }
      actions={<LinkButton href="/servers">Go to the servers</LinkButton>}
    >
      {view === "to-decide"
        ? "Whoever only audits is asked to decide nothing. All requests are under “All”."
        : "A server's owner asks on its page for tools to be enabled and for consumers to use them."}
    </EmptyState>
  );
}
