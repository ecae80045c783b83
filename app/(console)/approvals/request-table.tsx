"use client";

import { Stamp } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type RequestListItem, requestColumns } from "./request-columns.tsx";
import { type RequestsView, requestTableName } from "./views.ts";

interface Props {
  view: RequestsView;
  rows: readonly RequestListItem[];
  now: string;
  total: { count: number; isEstimate: boolean };
  nextHref: string | null;
  canDecide: boolean;
  preferences: TablePreferences | undefined;
}

/** Requests of one view, each a sentence that opens its decision page. */
export function RequestTable({ view, rows, now, total, nextHref, canDecide, preferences }: Props) {
  const columns = useMemo(() => requestColumns(now, view !== "to-decide"), [now, view]);
  return (
    <DataTable
      name={requestTableName(view)}
      label="Requests"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/approvals/${row.id}`}
      preferences={preferences}
      total={{ ...total, noun: ["request", "requests"] as const }}
      {...(nextHref === null ? {} : { pages: { nextHref } })}
      empty={empty(view, canDecide)}
    />
  );
}

function empty(view: RequestsView, canDecide: boolean): ReactNode {
  if (view === "to-decide" && canDecide) {
    return (
      <EmptyState icon={<Stamp />} title="Nothing waits for you">
        What people ask for comes here, unless you asked for it or would gain by it.
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
        ? "Requests go to people with the role approver. What you asked for yourself is under “I asked”."
        : "A server's owner asks on its page for tools to be enabled and for consumers to use them."}
    </EmptyState>
  );
}
