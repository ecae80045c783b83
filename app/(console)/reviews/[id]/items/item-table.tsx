"use client";

import { ClipboardList } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { itemColumns } from "./item-columns.tsx";

interface Props {
  campaignId: string;
  /** It runs, so that an item opens where it is answered. */
  canAnswer: boolean;
  rows: readonly ReviewItemView[];
  isFiltered: boolean;
  filters: readonly FilterField[];
  q: string;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  preferences: TablePreferences | undefined;
}

/** A review's items in their frozen order; searched and filtered by the address. */
export function ItemTable(props: Props) {
  const { campaignId, canAnswer, rows, isFiltered, filters, q, now, total, firstHref, nextHref } = props;
  const columns = useMemo(() => itemColumns(now), [now]);
  return (
    <DataTable
      name="review-items"
      label="Items"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      {...(canAnswer ? { rowHref: (row: ReviewItemView) => `/reviews/${campaignId}?item=${row.id}` } : {})}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      preferences={props.preferences}
      toolbar={
        <>
          <SearchBox label="Search items" placeholder="Thing or server" defaultValue={q} />
          <FilterBar fields={filters} />
        </>
      }
      empty={
        isFiltered ? (
          <EmptyState
            icon={<ClipboardList />}
            title="No item matches"
            actions={<LinkButton href={`/reviews/${campaignId}/items`}>Show all</LinkButton>}
          >
            Take a filter away, or look for a part of the name.
          </EmptyState>
        ) : (
          <EmptyState icon={<ClipboardList />} title="Nothing is frozen yet">
            What it asks about is gathered when it is staged.
          </EmptyState>
        )
      }
    />
  );
}
