"use client";

import { ShieldCheck } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";
import { grantColumns } from "./grant-columns.tsx";

interface Props {
  rows: readonly GrantView[];
  /** There are more than these, the newest. */
  hasMore: boolean;
  now: string;
  toolbar?: ReactNode;
  emptyTitle: string;
  emptyWords: string;
  preferences: TablePreferences | undefined;
}

/** Grants of one server: what, in which state, until when and why. */
export function GrantTable({ rows, hasMore, now, toolbar, emptyTitle, emptyWords, preferences }: Props) {
  const columns = useMemo(() => grantColumns(now), [now]);
  return (
    <DataTable
      name="server-grants"
      label="Grants"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      total={{
        count: rows.length,
        isCapped: hasMore,
        noun: hasMore ? ["grant", "grants; these are the newest"] : ["grant", "grants"],
      }}
      toolbar={toolbar}
      preferences={preferences}
      empty={
        <EmptyState icon={<ShieldCheck />} title={emptyTitle}>
          {emptyWords}
        </EmptyState>
      }
    />
  );
}
