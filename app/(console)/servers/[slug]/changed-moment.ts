import { text } from "#lib/doors/action.ts";

/**
 * A day as it was typed, null when it was emptied, or undefined when it is the day of the moment that is stored
 * (`<name>Stored`, ISO 8601): the form shows days only, and an untouched one must not cut its time to midnight.
 */
export function changedMoment(form: FormData, name: string): string | null | undefined {
  const day = text(form, name) ?? null;
  const stored = text(form, `${name}Stored`)?.slice(0, 10) ?? null;
  return day === stored ? undefined : day;
}
