"use client";

import { ClipboardCheck } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type CampaignListItem, campaignColumns } from "./campaign-columns.tsx";

interface Props {
  state: "running" | "closed";
  rows: readonly CampaignListItem[];
  now: string;
  total: { count: number; isEstimate: boolean };
  nextHref: string | null;
  canStart: boolean;
  preferences: TablePreferences | undefined;
}

/** Reviews in one state, newest first. */
export function CampaignTable({ state, rows, now, total, nextHref, canStart, preferences }: Props) {
  const columns = useMemo(() => campaignColumns(now), [now]);
  return (
    <DataTable
      name="reviews"
      label="Reviews"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/reviews/${row.id}`}
      preferences={preferences}
      total={{ ...total, noun: ["review", "reviews"] as const }}
      {...(nextHref === null ? {} : { pages: { nextHref } })}
      empty={
        <EmptyState
          icon={<ClipboardCheck />}
          title={state === "running" ? "No review is running" : "No review is closed yet"}
          {...(canStart && state === "running"
            ? {
                actions: (
                  <LinkButton href="/reviews/new" variant="primary">
                    Start a review
                  </LinkButton>
                ),
              }
            : {})}
        >
          {state === "running"
            ? "A review asks a server's owner, grant by grant, whether what was given is still right."
            : "A closed review stays here with its evidence."}
        </EmptyState>
      }
    />
  );
}
