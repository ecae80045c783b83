"use client";

import { createContext, useContext } from "react";
import { type FormState, IDLE } from "./form-state.ts";

export type FormContextValue = { state: FormState; isPending: boolean };

/** Outside a form every field still works; it just has no error and nothing typed before. */
export const FormContext = createContext<FormContextValue>({ state: IDLE, isPending: false });

export function useFormContext(): FormContextValue {
  return useContext(FormContext);
}

/** What the form knows about one field: its error, and what was typed before the error. */
export function useFieldState(name: string): { error?: string; typed?: string } {
  const { state } = useFormContext();
  if (state.status !== "error") return {};
  const error = state.fieldErrors[name];
  const typed = state.values[name];
  return { ...(error === undefined ? {} : { error }), ...(typed === undefined ? {} : { typed }) };
}
