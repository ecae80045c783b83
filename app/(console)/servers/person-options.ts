import type { ComboboxOption } from "#components/ui/combobox.tsx";

/** The people who can be chosen now: those who are active. */
export function toPersonOptions(
  people: readonly { id: string; name: string; email: string; isActive: boolean }[],
): ComboboxOption[] {
  return people
    .filter((person) => person.isActive)
    .map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
}
