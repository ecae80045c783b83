"use client";

import { Database } from "lucide-react";
import { DataTable } from "#components/table/data-table.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Pages } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { SystemListItem } from "#lib/inventory/queries/list-systems.ts";
import { SYSTEM_COLUMNS } from "./system-columns.tsx";

interface Props {
  rows: readonly SystemListItem[];
  /** What was searched for. */
  words: string;
  pages: Pages;
  preferences: TablePreferences | undefined;
}

/** Every business system on record by name; searched by the address. */
export function SystemTable({ rows, words, pages, preferences }: Props) {
  const isWhole = pages.previousHref === undefined && pages.nextHref === undefined;
  return (
    <DataTable
      name="systems"
      label="Systems"
      columns={SYSTEM_COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/systems/${row.slug}`}
      // Counted only where there is but one page of them.
      {...(isWhole ? { total: { count: rows.length, noun: ["system", "systems"] } } : { pages })}
      preferences={preferences}
      toolbar={<SearchBox label="Search systems" placeholder="Name or description" defaultValue={words} />}
      empty={words === "" ? <NothingYet /> : <NothingMatches />}
    />
  );
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<Database />}
      title="No system matches"
      actions={<LinkButton href="/systems">Show all systems</LinkButton>}
    >
      Try a part of the name.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={<Database />} title="No business system is on record">
      Register the systems that MCP servers reach, with the data they hold. A tool that touches regulated data
      is then known to.
    </EmptyState>
  );
}
