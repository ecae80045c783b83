"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { FieldFrame, type FieldProps, splitField, useField } from "#components/form/field.tsx";
import { cn } from "./class-names.ts";

export type SelectOption = { value: string; label: string };

/** One of a short list. The platform's own list, which every phone and screen reader knows. */
export function Select(
  props: FieldProps &
    Omit<ComponentProps<"select">, keyof FieldProps | "id" | "required" | "children"> & {
      options: readonly SelectOption[];
      /** Shown first and worth the empty string, when nothing is chosen yet. */
      placeholder?: string;
    },
) {
  const { field, control } = splitField(props);
  const { options, placeholder, defaultValue, ...select } = control;
  const { wiring, error, typed } = useField(field);
  return (
    <FieldFrame field={field} id={wiring.id} error={error}>
      <span className="relative block">
        <select
          {...select}
          {...wiring}
          {...(select.value === undefined ? { defaultValue: typed ?? defaultValue ?? "" } : {})}
          className={cn("control cursor-pointer appearance-none pr-8")}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 size-4 text-ink-faint"
        />
      </span>
    </FieldFrame>
  );
}
