import { cn } from "#components/ui/class-names.ts";

/** Cell classes shared by head, body and skeleton. Backgrounds are solid, so that sticky cells cover what scrolls under. */
export const HEAD_CELL = cn(
  "sticky top-0 z-10 h-8 whitespace-nowrap border-line border-b bg-sunken px-3 text-left text-ink-muted text-small font-strong",
);

export const BODY_CELL = cn(
  "border-line border-b bg-inherit px-3 py-2 align-middle group-data-[density=compact]/table:py-1 group-last/row:border-b-0",
  // Columns with widths of their own cut off what does not fit; others grow to it.
  "sm:group-data-[widths=own]/table:overflow-hidden sm:group-data-[widths=own]/table:text-ellipsis",
  "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:border-b-0 max-sm:px-4 max-sm:py-0.5 max-sm:text-right",
);

/** The checkbox column stays at the left edge. */
export const STICKY_CHOICE = "sm:sticky sm:left-0 w-10 min-w-10 pr-0 pl-2 print:hidden";
export const CHOICE_WIDTH_PX = 40;

/** The naming column stays too, beside the checkboxes if there are any. */
export function stickyName(isSelectable: boolean): string {
  return cn("sm:sticky", isSelectable ? "sm:left-10" : "sm:left-0");
}
