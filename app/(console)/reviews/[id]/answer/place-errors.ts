import type { FormState } from "#components/form/form-state.ts";

/** What is wrong with an answer, said at the fields of this form: they are flat, what is sent is not. */
export function placeErrors(problem: FormState, form: FormData): FormState {
  if (problem.status !== "error") return problem;
  const fieldErrors = Object.fromEntries(
    Object.entries(problem.fieldErrors).map(([name, message]) => [fieldFor(name, form), message]),
  );
  return { ...problem, fieldErrors };
}

function fieldFor(name: string, form: FormData): string {
  const [whole, part] = name.split(".");
  if (whole === "answers") return part ?? "neededFor";
  if (whole === "change") return String(form.get("changeKind") ?? "changeKind");
  return name;
}

/** What is missing before a change can be asked for; null when it is whole. */
export function missingChange(form: FormData): FormState | null {
  const kind = form.get("changeKind");
  const missing = (field: string, message: string): FormState => ({
    status: "error",
    message,
    fieldErrors: { [field]: message },
    values: {},
  });
  if (kind === null) return missing("changeKind", "Choose what is to change.");
  const said = String(form.get(String(kind)) ?? "").trim();
  if (kind === "days" && !/^[1-9]\d{0,3}$/.test(said))
    return missing("days", "Say how many days, at least 1.");
  if (kind === "breadth" && said === "") return missing("breadth", "Choose how narrow.");
  if (kind === "words" && said.length < 3) return missing("words", "Say what is to change.");
  return null;
}
