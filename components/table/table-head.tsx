import type { Header, RowData } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { cn } from "#components/ui/class-names.ts";
import { HEAD_CELL, STICKY_CHOICE, stickyName } from "./cell-look.ts";
import { formatSort, type Sort } from "./column.ts";
import type { ColumnWidths } from "./column-widths.ts";
import { ListLink } from "./list-navigation.tsx";
import { ResizeHandle } from "./resize-handle.tsx";
import type { Features, TableOf } from "./table-features.ts";

/** Column names, sort links, and the box that selects all. Hidden from sight, not from screen readers, on a phone. */
export function TableHead<Row extends RowData>(props: {
  table: TableOf<Row>;
  sort: Sort | undefined;
  isSelectable: boolean;
  widths: ColumnWidths<Row>;
}) {
  const { table, sort, isSelectable, widths } = props;
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <thead className="max-sm:sr-only">
      <tr>
        {isSelectable && (
          <th scope="col" className={cn(HEAD_CELL, STICKY_CHOICE, "z-20")}>
            <SelectAll table={table} />
          </th>
        )}
        {headers.map((header, place) => (
          <HeadCell
            key={header.id}
            header={header}
            sort={sort}
            widths={widths}
            className={place === 0 ? cn(stickyName(isSelectable), "z-20") : undefined}
          />
        ))}
      </tr>
    </thead>
  );
}

function HeadCell<Row extends RowData>(props: {
  header: Header<Features, Row, unknown>;
  sort: Sort | undefined;
  widths: ColumnWidths<Row>;
  className: string | undefined;
}) {
  const { header, sort, widths } = props;
  const column = header.column.columnDef.meta?.column;
  const sortKey = column?.sortKey ?? header.id;
  const direction = sort?.columnId === sortKey ? sort.direction : undefined;
  return (
    <th
      scope="col"
      data-column={header.id}
      aria-sort={direction}
      style={widths.isOwn ? { width: header.getSize() } : undefined}
      className={cn(HEAD_CELL, props.className, column?.align === "end" && "text-right")}
    >
      <span className="block truncate">
        {column?.isSortable ? (
          <SortLink
            sortKey={sortKey}
            label={column.header}
            direction={direction}
            first={column.sortsDownFirst ? "descending" : "ascending"}
            isEnd={column.align === "end"}
          />
        ) : (
          column?.header
        )}
      </span>
      <ResizeHandle
        label={column?.header ?? header.id}
        width={header.getSize()}
        isActive={header.column.getIsResizing()}
        onGrab={(event) => widths.grab(header, event)}
        onWidth={(change) => widths.change(header.id, change)}
      />
    </th>
  );
}

function SelectAll<Row extends RowData>({ table }: { table: TableOf<Row> }) {
  // Of the rows that are here: one that left the list after it was selected must not leave a mark.
  const isSome = table.getSelectedRowModel().rows.length > 0;
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
  sortKey: string;
  label: string;
  direction: Sort["direction"] | undefined;
  first: Sort["direction"];
  isEnd: boolean;
}) {
  const pathname = usePathname();
  const search = new URLSearchParams(useSearchParams());
  const turned = props.direction === "ascending" ? "descending" : "ascending";
  const next = props.direction === undefined ? props.first : turned;
  search.set("sort", formatSort({ columnId: props.sortKey, direction: next }));
  // Another order starts at its own first page.
  search.delete("cursor");
  const Icon =
    props.direction === undefined ? ChevronsUpDown : props.direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <ListLink
      href={`${pathname}?${search}`}
      className={cn(
        "group/sort -mx-1 inline-flex min-h-6 max-w-full items-center gap-1 rounded-small px-1 -outline-offset-2 hover:text-ink",
        props.isEnd && "flex-row-reverse",
        props.direction !== undefined && "text-ink",
      )}
    >
      <span className="truncate">{props.label}</span>
      <Icon
        aria-hidden="true"
        className={cn(
          "size-3.5 shrink-0",
          props.direction === undefined &&
            "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
        )}
      />
    </ListLink>
  );
}
