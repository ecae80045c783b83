import type { SelectOption } from "#components/ui/select.tsx";

/** What a stage can name. */
export interface Choices {
  people: readonly SelectOption[];
  groups: readonly SelectOption[];
}
