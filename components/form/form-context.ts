"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type FormState, IDLE } from "./form-state.ts";

/** Where a field is on the page and what it is called there, by its name: filled by the fields, read by the summary. */
export type FieldPlaces = Map<string, { id: string; label: ReactNode }>;

export type FormContextValue = { state: FormState; isPending: boolean; places: FieldPlaces };

/** Outside a form every field still works; it just has no error and nothing typed before. */
export const FormContext = createContext<FormContextValue>({
  state: IDLE,
  isPending: false,
  places: new Map(),
});

export function useFormContext(): FormContextValue {
  return useContext(FormContext);
}

/** What was chosen of several before the form was refused, nothing among it; undefined when it was not. */
export function useChosen(name: string): readonly string[] | undefined {
  const { state } = useFormContext();
  return state.status === "error" ? state.chosen && (state.chosen[name] ?? []) : undefined;
}

/** What the form knows about one field: its error, and what was typed before the error. */
export function useFieldState(name: string): { error?: string; typed?: string } {
  const { state } = useFormContext();
  if (state.status !== "error") return {};
  // What is wrong with one line of a field with several is said at that field.
  const error =
    state.fieldErrors[name] ??
    Object.entries(state.fieldErrors).find(
      ([place]) => place.startsWith(`${name}.`) && /^\d+$/.test(place.slice(name.length + 1)),
    )?.[1];
  const typed = state.values[name];
  return { ...(error === undefined ? {} : { error }), ...(typed === undefined ? {} : { typed }) };
}
