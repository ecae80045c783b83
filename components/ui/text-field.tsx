"use client";

import type { ComponentProps } from "react";
import { FieldFrame, type FieldProps, splitField, useField } from "#components/form/field.tsx";
import { cn } from "./class-names.ts";

export type TextFieldProps = FieldProps &
  Omit<ComponentProps<"input">, keyof FieldProps | "id" | "required"> & {
    /** For ids, commands and addresses. */
    isMono?: boolean;
    /** What is wrong with what is typed, where that is known before it is sent; null where nothing is any more. */
    problem?: string | null;
  };

/** One line of text. Uncontrolled by default: give `defaultValue`. */
export function TextField(props: TextFieldProps) {
  const { field, control } = splitField(props);
  const { isMono, defaultValue, problem, ...input } = control;
  const { wiring, error, typed } = useField(field, problem);
  return (
    <FieldFrame field={field} id={wiring.id} error={error}>
      <input
        autoComplete="off"
        {...input}
        {...wiring}
        // Nothing of its own when it is controlled by `value`.
        {...(input.value === undefined ? { defaultValue: typed ?? defaultValue } : {})}
        className={cn("control", isMono && "font-mono")}
      />
    </FieldFrame>
  );
}
