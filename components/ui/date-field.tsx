"use client";

import { TextField, type TextFieldProps } from "./text-field.tsx";

/** A calendar day (YYYY-MM-DD) by the browser's own picker. `min` and `max` are days too. */
export function DateField(props: Omit<TextFieldProps, "type" | "isMono">) {
  return <TextField {...props} type="date" />;
}
