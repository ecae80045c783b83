import type { FilterField, FilterNames } from "#components/table/filters.ts";
import type { ComboboxOption } from "#components/ui/combobox.tsx";
import type { SelectOption } from "#components/ui/select.tsx";

/** What a definition can name. */
export interface Choices {
  /** Active people who may answer. */
  people: readonly ComboboxOption[];
  groups: readonly SelectOption[];
  /** What the list of servers can be filtered by. */
  filters: readonly FilterField[];
  /** What is called how that the filter chooses already. */
  names: FilterNames;
  /** Servers that the definition names, by id. */
  servers: Readonly<Record<string, string>>;
  /** What the review is called whose unanswered items it asks about. */
  earlier: string | null;
}
