export type FilterOption = { value: string; label: string };

/** One thing a list can be filtered by; its values stand in the URL as `?param=value`, repeated when there are several. */
export type FilterField = {
  param: string;
  label: string;
  /** All values there are; with `more`, only those that always are. */
  options: readonly FilterOption[];
  /** There are values that only the server knows: names of things, or words that people chose. */
  more?: "names" | "words";
  /** One value at a time: a window of time. */
  isSingle?: boolean;
};

/** What values are called that are not declared: by parameter, by value. */
export type FilterNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Chosen = { field: FilterField; value: string; label: string };

/** The filters that are in force in this query string, in the order they are declared. */
export function chosenFilters(
  fields: readonly FilterField[],
  search: URLSearchParams,
  names: FilterNames = {},
): Chosen[] {
  return fields.flatMap((field) => {
    const values = [...new Set(search.getAll(field.param))];
    return values.flatMap((value) => {
      const label = labelOf(field, value, names);
      return label === undefined ? [] : [{ field, value, label }];
    });
  });
}

/** What a value is called; nothing when the field does not have it. */
function labelOf(field: FilterField, value: string, names: FilterNames): string | undefined {
  const declared = field.options.find((option) => option.value === value);
  if (declared !== undefined || field.more === undefined) return declared?.label;
  return names[field.param]?.[value] ?? (field.more === "words" ? value : "Unknown");
}

/** The query string with one filter turned on or off. A changed list starts at its own first page. */
export function withFilter(
  search: URLSearchParams,
  field: FilterField,
  value: string,
  isOn: boolean,
): string {
  const next = new URLSearchParams(search);
  next.delete("cursor");
  if (field.isSingle) next.delete(field.param);
  else next.delete(field.param, value);
  if (isOn) next.append(field.param, value);
  return toQuery(next);
}

/** The query string without these fields. */
export function withoutFilters(search: URLSearchParams, fields: readonly FilterField[]): string {
  const next = new URLSearchParams(search);
  next.delete("cursor");
  for (const { param } of fields) next.delete(param);
  return toQuery(next);
}

function toQuery(search: URLSearchParams): string {
  return search.size === 0 ? "" : `?${search}`;
}
