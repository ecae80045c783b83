"use client";

import { Server } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField, FilterNames } from "#components/table/filters.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ServerListItem } from "#lib/inventory/queries/list-servers.ts";
import { BulkActions } from "./bulk/bulk-actions.tsx";
import type { ListSearch } from "./read-list-search.ts";
import { BestMatchFirst, SearchedInstead } from "./search-notes.tsx";
import { serverColumns } from "./server-columns.tsx";

interface Props {
  rows: readonly ServerListItem[];
  asked: ListSearch;
  filters: readonly FilterField[];
  names: FilterNames;
  /** What was searched for instead of words that occur nowhere. */
  didYouMean: string | undefined;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
  /** Whether this person may change servers at all; which ones, the change itself decides. */
  canChange: boolean;
}

/** Every governed server; searched, filtered and sorted by the address. */
export function ServerTable(props: Props) {
  const { rows, asked, filters, names, didYouMean, now, total, firstHref, nextHref, preferences } = props;
  const columns = useMemo(() => serverColumns(now), [now]);
  const search = new URLSearchParams(asked.search);
  if (asked.viewId !== null) search.set("view", asked.viewId);
  const question = whatIsShown(asked.search, didYouMean);
  return (
    <DataTable
      name="servers"
      label="Servers"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/servers/${row.slug}`}
      sort={asked.sort}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={preferences}
      matching={{ key: question, count: total.count, isEstimate: total.isEstimate ?? false }}
      bulkActions={
        props.canChange
          ? ({ ids, isAllMatching }) => (
              <BulkActions
                selection={
                  isAllMatching
                    ? {
                        kind: "filter",
                        search: question,
                        count: total.count,
                        isEstimate: total.isEstimate ?? false,
                      }
                    : { kind: "ids", ids }
                }
              />
            )
          : undefined
      }
      toolbar={
        <>
          <SearchBox
            label="Search servers"
            placeholder="Name, owner, tool, package, address"
            defaultValue={asked.input.q}
          />
          <FilterBar fields={filters} search={search.toString()} names={names} valuesHref="/servers/facets" />
          {didYouMean !== undefined && <SearchedInstead typed={asked.input.q} words={didYouMean} />}
          {asked.input.q !== "" && asked.input.sort !== "best_match" && <BestMatchFirst />}
        </>
      }
      empty={asked.isFiltered ? <NothingMatches /> : <NothingYet />}
    />
  );
}

/** What found the rows in sight: the words that were searched for instead of those that were typed. */
function whatIsShown(search: string, didYouMean: string | undefined): string {
  const shown = new URLSearchParams(search);
  if (didYouMean !== undefined) shown.set("q", didYouMean);
  return shown.toString();
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<Server />}
      title="No server matches"
      actions={<LinkButton href="/servers?view=all">Show all servers</LinkButton>}
    >
      Try a part of the name, or take a filter away.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={<Server />}
      title="No server is governed yet"
      actions={
        <>
          <LinkButton href="/discover" variant="primary">
            Discover servers
          </LinkButton>
          <LinkButton href="/servers/new">Register one by hand</LinkButton>
        </>
      }
    >
      Drop the client files people have, and Steward shows which MCP servers they reach.
    </EmptyState>
  );
}
