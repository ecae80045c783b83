import type { DiffLayout } from "#components/ui/diff-view.tsx";

export interface ComparisonSearch {
  from?: string | undefined;
  to?: string | undefined;
  view?: string | undefined;
}

/** The address of a comparison on a tool's page; what is left out is as it is by default. */
export function compareHref(path: string, { from, to, view }: ComparisonSearch): string {
  const wanted = new URLSearchParams({ ...(from && { from }), ...(to && { to }), ...(view && { view }) });
  return `${path}${wanted.size > 0 ? `?${wanted}` : ""}#compare`;
}

/** How the address asks to lay the difference out. */
export function readLayout({ view }: ComparisonSearch): DiffLayout {
  return view === "unified" ? "unified" : "side-by-side";
}

/** The number of a version as the address gives it; whatever is no number is left to the default. */
export function readNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : undefined;
}
