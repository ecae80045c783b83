import { MAX_SCOPES } from "#lib/approvals/input.ts";

/** The fields of a scope that is not on record, named as the command's input has them. */
export function newScopeFields(index: number) {
  const at = `newScopes.${index}`;
  return { name: `${at}.name`, system: `${at}.system`, breadth: `${at}.breadth` };
}

/** The scopes that were typed in; one without a name was left empty. */
export function newScopesIn(form: FormData) {
  return Array.from({ length: MAX_SCOPES }, (_, index) => {
    const { name, system, breadth } = newScopeFields(index);
    return { name: form.get(name), system: form.get(system), breadth: form.get(breadth) };
  }).filter(({ name }) => typeof name === "string" && name.trim() !== "");
}
