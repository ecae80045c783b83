import type { Meaning } from "#components/ui/meaning.tsx";
import type { ScopeBreadth } from "#lib/kernel/generated/enums.ts";

export const BREADTH_MEANINGS = {
  narrow: "good",
  broad: "warning",
  wildcard: "danger",
} satisfies Record<ScopeBreadth, Meaning>;

export const BREADTHS = [
  { value: "narrow", label: "Narrow", hint: "One thing in one place, such as reading one repository." },
  { value: "broad", label: "Broad", hint: "A whole system or many things, such as every repository." },
  { value: "wildcard", label: "Wildcard", hint: "Anything, now and in future, such as admin or *." },
];
