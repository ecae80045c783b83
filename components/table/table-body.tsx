import type { RowData, Row as TableRow } from "@tanstack/react-table";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { cn } from "#components/ui/class-names.ts";
import { BODY_CELL, STICKY_CHOICE, stickyName } from "./cell-look.ts";
import type { Features, TableOf } from "./table-features.ts";

type BodyProps<Row extends RowData> = {
  rowHref: ((row: Row) => string) | undefined;
  isSelectable: boolean;
  unselectableReason: ((row: Row) => string | undefined) | undefined;
  onChoose: (row: TableRow<Features, Row>, isChosen: boolean, isRange: boolean) => void;
};

/** The rows; on a phone each is a card with its column names. */
export function TableBody<Row extends RowData>(props: BodyProps<Row> & { table: TableOf<Row> }) {
  return (
    <tbody className="max-sm:block">
      {props.table.getRowModel().rows.map((row) => (
        <BodyRow key={row.id} row={row} {...props} />
      ))}
    </tbody>
  );
}

function BodyRow<Row extends RowData>(props: BodyProps<Row> & { row: TableRow<Features, Row> }) {
  const { row, isSelectable } = props;
  const router = useRouter();
  const href = props.rowHref?.(row.original);

  // A click anywhere in the row is a shortcut to its link, for the mouse; the keyboard has the link itself.
  function open(event: MouseEvent<HTMLTableRowElement>) {
    if (href === undefined || isMeantForSomethingElse(event)) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  }
  return (
    <tr
      data-row={row.id}
      data-selected={row.getIsSelected() || undefined}
      tabIndex={-1}
      onClick={open}
      className={cn(
        "group/row relative bg-surface data-selected:bg-accent-soft",
        // Drawn above the cells: those that stay in sight would cover an outline of the row itself.
        "focus-visible:outline-none focus-visible:after:pointer-events-none focus-visible:after:absolute focus-visible:after:inset-0 focus-visible:after:z-[2] focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2 focus-visible:after:content-['']",
        "max-sm:block max-sm:border-line max-sm:border-b max-sm:py-2.5 max-sm:last:border-b-0",
        href !== undefined && "cursor-pointer hover:bg-hover",
      )}
    >
      {isSelectable && (
        <ChoiceCell row={row} reason={props.unselectableReason?.(row.original)} onChoose={props.onChoose} />
      )}
      {row.getVisibleCells().map((cell, place) => {
        const column = cell.column.columnDef.meta?.column;
        const content = column?.cell(row.original as never);
        return place === 0 ? (
          <NameCell key={cell.id} href={href} isSelectable={isSelectable} className={column?.className}>
            {content}
          </NameCell>
        ) : (
          <td
            key={cell.id}
            data-label={column?.header}
            className={cn(
              BODY_CELL,
              "max-sm:before:shrink-0 max-sm:before:text-ink-muted max-sm:before:content-[attr(data-label)]",
              column?.align === "end" && "text-right tabular-nums",
              column?.isHiddenOnPhone && "max-sm:hidden",
              column?.className,
            )}
          >
            {content}
          </td>
        );
      })}
    </tr>
  );
}

function NameCell(props: {
  href: string | undefined;
  isSelectable: boolean;
  className: string | undefined;
  children: ReactNode;
}) {
  return (
    <th
      scope="row"
      className={cn(
        BODY_CELL,
        stickyName(props.isSelectable),
        "z-[1] text-left font-strong max-sm:justify-start max-sm:text-left",
        props.isSelectable && "max-sm:pr-12",
        props.className,
      )}
    >
      {props.href === undefined ? (
        props.children
      ) : (
        <Link href={props.href} className="min-w-0 rounded-small hover:underline">
          {props.children}
        </Link>
      )}
    </th>
  );
}

function ChoiceCell<Row extends RowData>(props: {
  row: TableRow<Features, Row>;
  reason: string | undefined;
  onChoose: BodyProps<Row>["onChoose"];
}) {
  const { row, reason } = props;
  return (
    <td
      className={cn(
        BODY_CELL,
        STICKY_CHOICE,
        "z-[1] max-sm:absolute max-sm:top-2 max-sm:right-1 max-sm:px-0",
      )}
    >
      <span title={reason} className="inline-flex">
        <ChoiceBox
          type="checkbox"
          aria-label={reason === undefined ? "Select this row" : `Cannot be selected: ${reason}`}
          checked={row.getIsSelected()}
          disabled={!row.getCanSelect()}
          // With Shift the browser would select text instead.
          onMouseDown={(event) => event.shiftKey && event.preventDefault()}
          onChange={(event) => {
            // A box changes by a click, also when a key made it.
            const { shiftKey } = event.nativeEvent as unknown as globalThis.MouseEvent;
            props.onChoose(row, event.target.checked, shiftKey);
          }}
        />
      </span>
    </td>
  );
}

function isMeantForSomethingElse(event: MouseEvent): boolean {
  const target = event.target as Element;
  if (target.closest("a, button, input, label, select, textarea, [role='menuitem']")) return true;
  return (window.getSelection()?.toString() ?? "") !== "";
}
