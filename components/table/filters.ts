/** One thing a list can be filtered by; its values stand in the URL as `?param=value`, repeated when there are several. */
export type FilterField = {
  param: string;
  label: string;
  options: readonly { value: string; label: string }[];
};

export type Chosen = { field: FilterField; value: string; label: string };

/** The declared filters that are in force in this query string, in the order they are declared. */
export function chosenFilters(fields: readonly FilterField[], search: URLSearchParams): Chosen[] {
  return fields.flatMap((field) =>
    field.options
      .filter((option) => search.getAll(field.param).includes(option.value))
      .map(({ value, label }) => ({ field, value, label })),
  );
}

/** The query string with one filter turned on or off. A changed list starts at its own first page. */
export function withFilter(search: URLSearchParams, param: string, value: string, isOn: boolean): string {
  const next = new URLSearchParams(search);
  next.delete("cursor");
  next.delete(param, value);
  if (isOn) next.append(param, value);
  return next.size === 0 ? "" : `?${next}`;
}
