"use client";

import { ClipboardCheck } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import type { FilterField } from "#components/table/filters.ts";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Total } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type CampaignListItem, campaignColumns } from "./campaign-columns.tsx";
import type { ReviewsShown } from "./read-reviews-search.ts";

interface Props {
  state: ReviewsShown;
  rows: readonly CampaignListItem[];
  isFiltered: boolean;
  filters: readonly FilterField[];
  q: string;
  now: string;
  total: Total;
  firstHref: string | undefined;
  nextHref: string | undefined;
  canStart: boolean;
  preferences: TablePreferences | undefined;
}

/** Reviews that are not over, or those that are, newest first; searched and filtered by the address. */
export function CampaignTable(props: Props) {
  const { state, rows, isFiltered, filters, q, now, total, firstHref, nextHref, canStart } = props;
  const columns = useMemo(() => campaignColumns(now), [now]);
  return (
    <DataTable
      name="reviews"
      label="Reviews"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/reviews/${row.id}`}
      preferences={props.preferences}
      total={total}
      pages={{ previousHref: firstHref, nextHref }}
      toolbar={
        <>
          <SearchBox label="Search reviews" placeholder="Name or purpose" defaultValue={q} />
          <FilterBar fields={filters} />
        </>
      }
      empty={isFiltered ? <NothingMatches state={state} /> : <NothingYet state={state} canStart={canStart} />}
    />
  );
}

function NothingMatches({ state }: { state: ReviewsShown }) {
  return (
    <EmptyState
      icon={<ClipboardCheck />}
      title="No review matches"
      actions={
        <LinkButton href={state === "closed" ? "/reviews?state=closed" : "/reviews"}>Show all</LinkButton>
      }
    >
      Take a filter away, or look for a part of the name.
    </EmptyState>
  );
}

function NothingYet({ state, canStart }: { state: ReviewsShown; canStart: boolean }) {
  if (state === "closed") {
    return (
      <EmptyState icon={<ClipboardCheck />} title="No review is closed yet">
        A closed review stays here with its evidence.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<ClipboardCheck />}
      title="No review is open"
      {...(canStart
        ? {
            actions: (
              <LinkButton href="/reviews/new" variant="primary">
                Start a review
              </LinkButton>
            ),
          }
        : {})}
    >
      A review asks owners, thing by thing, whether what was given is still right.
    </EmptyState>
  );
}
