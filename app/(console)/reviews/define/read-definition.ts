import { text } from "#lib/doors/action.ts";

/** The form sends the whole definition as JSON; the command's schema judges it. */
export function readDefinition(form: FormData): unknown {
  try {
    return JSON.parse(text(form, "definition") ?? "null");
  } catch {
    return null;
  }
}
