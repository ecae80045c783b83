"use client";

import { Wrench } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "#components/table/data-table.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import type { Pages } from "#components/table/table-footer.tsx";
import type { TablePreferences } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { UseView } from "#lib/decisions/use-view.ts";
import type { ToolView } from "#lib/inventory/tool-view.ts";
import { toolColumns } from "./tool-columns.tsx";

interface Props {
  slug: string;
  rows: readonly ToolView[];
  /** By the tool's id. */
  uses: Readonly<Record<string, UseView>>;
  search: string;
  total: number;
  /** Why this person cannot ask for approval here. */
  editRefusal: string | undefined;
  pages: Pages;
  now: string;
  preferences: TablePreferences | undefined;
}

/** The tools of one server; the selected ones can be asked for together. */
export function ToolTable(props: Props) {
  const { slug, rows, uses, search, now } = props;
  const columns = useMemo(() => toolColumns(now, uses), [now, uses]);
  return (
    <DataTable
      name="tools"
      label="Tools"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/servers/${slug}/tools/${row.id}`}
      total={{ count: props.total, noun: ["tool", "tools"] }}
      pages={props.pages}
      preferences={props.preferences}
      unselectableReason={(row) => UNASKABLE[row.state]}
      bulkActions={({ ids }) =>
        props.editRefusal === undefined ? (
          <LinkButton href={`/servers/${slug}/request?tools=${ids.join(",")}`} variant="primary">
            Ask for approval
          </LinkButton>
        ) : (
          <Button variant="primary" disabledReason={props.editRefusal}>
            Ask for approval
          </Button>
        )
      }
      toolbar={<SearchBox label="Search tools" placeholder="Name or description" defaultValue={search} />}
      empty={
        search === "" ? (
          <EmptyState icon={<Wrench />} title="No tool is known yet">
            Introspect the server: Steward asks it what it offers, and judges what each tool could do.
          </EmptyState>
        ) : (
          <EmptyState icon={<Wrench />} title="No tool matches this search">
            Try a part of its name or its description.
          </EmptyState>
        )
      }
    />
  );
}

const UNASKABLE: Partial<Record<ToolView["state"], string>> = {
  pending: "It waits for a decision already",
  removed: "The server no longer offers it",
};
