import type { RowData } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { cn } from "#components/ui/class-names.ts";
import { HEAD_CELL, STICKY_CHOICE, stickyName } from "./cell-look.ts";
import { formatSort, type Sort } from "./column.ts";
import type { TableOf } from "./table-features.ts";

/** Column names, sort links, and the box that selects all. Hidden from sight, not from screen readers, on a phone. */
export function TableHead<Row extends RowData>(props: {
  table: TableOf<Row>;
  sort: Sort | undefined;
  isSelectable: boolean;
}) {
  const { table, sort, isSelectable } = props;
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <thead className="max-sm:sr-only">
      <tr>
        {isSelectable && (
          <th scope="col" className={cn(HEAD_CELL, STICKY_CHOICE, "z-20")}>
            <SelectAll table={table} />
          </th>
        )}
        {headers.map((header, place) => {
          const column = header.column.columnDef.meta?.column;
          const direction = sort?.columnId === header.id ? sort.direction : undefined;
          return (
            <th
              key={header.id}
              scope="col"
              aria-sort={direction}
              className={cn(
                HEAD_CELL,
                place === 0 && cn(stickyName(isSelectable), "z-20"),
                column?.align === "end" && "text-right",
              )}
            >
              {column?.isSortable ? (
                <SortLink
                  columnId={header.id}
                  label={column.header}
                  direction={direction}
                  isEnd={column.align === "end"}
                />
              ) : (
                column?.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SelectAll<Row extends RowData>({ table }: { table: TableOf<Row> }) {
  const isSome = table.getIsSomeRowsSelected();
  return (
    <ChoiceBox
      type="checkbox"
      aria-label="Select all rows on this page"
      checked={table.getIsAllRowsSelected()}
      ref={(input: HTMLInputElement | null) => {
        if (input) input.indeterminate = isSome && !table.getIsAllRowsSelected();
      }}
      onChange={(event) => table.toggleAllRowsSelected(event.target.checked)}
    />
  );
}

function SortLink(props: {
  columnId: string;
  label: string;
  direction: Sort["direction"] | undefined;
  isEnd: boolean;
}) {
  const pathname = usePathname();
  const search = new URLSearchParams(useSearchParams());
  const next = props.direction === "ascending" ? "descending" : "ascending";
  search.set("sort", formatSort({ columnId: props.columnId, direction: next }));
  // Another order starts at its own first page.
  search.delete("cursor");
  const Icon =
    props.direction === undefined ? ChevronsUpDown : props.direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={`${pathname}?${search}`}
      scroll={false}
      className={cn(
        "group/sort -mx-1 inline-flex min-h-6 items-center gap-1 rounded-small px-1 hover:text-ink",
        props.isEnd && "flex-row-reverse",
        props.direction !== undefined && "text-ink",
      )}
    >
      {props.label}
      <Icon
        aria-hidden="true"
        className={cn(
          "size-3.5",
          props.direction === undefined &&
            "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
        )}
      />
    </Link>
  );
}
