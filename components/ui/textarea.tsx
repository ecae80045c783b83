"use client";

import type { ComponentProps } from "react";
import { FieldFrame, type FieldProps, splitField, useField } from "#components/form/field.tsx";
import { cn } from "./class-names.ts";

/** Several lines of text: reasons, purposes, pasted configuration. Grows with what is typed. */
export function Textarea(
  props: FieldProps &
    Omit<ComponentProps<"textarea">, keyof FieldProps | "id" | "required"> & { isMono?: boolean },
) {
  const { field, control } = splitField(props);
  const { isMono, defaultValue, rows = 3, ...area } = control;
  const { wiring, error, typed } = useField(field);
  return (
    <FieldFrame field={field} id={wiring.id} error={error}>
      <textarea
        {...area}
        {...wiring}
        rows={rows}
        {...(area.value === undefined ? { defaultValue: typed ?? defaultValue } : {})}
        className={cn("control field-sizing-content max-h-96 resize-y", isMono && "font-mono")}
      />
    </FieldFrame>
  );
}
