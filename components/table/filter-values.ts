import type { FilterField, FilterOption } from "./filters.ts";

/** How often a value occurs in what the other filters leave. */
export type Facet = { value: string; label: string; count: number; isCapped: boolean };
/** By parameter. */
export type Facets = Readonly<Record<string, readonly Facet[]>>;

/** `count` is missing while it is not known. */
export type FilterValue = FilterOption & { count?: number; isCapped?: boolean };

/** The server names this many values of a field at most; a value beyond them may still occur. */
const FACETS_SHOWN = 20;

/**
 * What a field's menu shows: the declared values in their order, then what occurs most, then what is chosen or was
 * found by name and is not among these. A declared value that does not occur has the count 0.
 */
export function filterValues(
  field: FilterField,
  facets: readonly Facet[] | undefined,
  others: readonly FilterOption[],
): FilterValue[] {
  const byValue = new Map((facets ?? []).map((facet) => [facet.value, facet]));
  const knowsAll = facets !== undefined && facets.length < FACETS_SHOWN;
  const declared = field.options.map((option): FilterValue => {
    const facet = byValue.get(option.value);
    if (facet === undefined) return knowsAll ? { ...option, count: 0 } : option;
    return { ...option, count: facet.count, isCapped: facet.isCapped };
  });
  const values = new Map<string, FilterValue>(declared.map((option) => [option.value, option]));
  if (field.more !== undefined) {
    for (const facet of facets ?? []) if (!values.has(facet.value)) values.set(facet.value, facet);
    for (const other of others) if (!values.has(other.value)) values.set(other.value, other);
  }
  return [...values.values()];
}

/** Every word typed must occur in the label. */
export function matchesTyped(label: string, typed: string): boolean {
  const text = label.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
