/**
 * What was typed into a form's long fields, kept in this tab while somebody signs in anew and comes back to the page.
 * For reasons and descriptions, which others read anyhow; never for what is secret.
 */
const keyOf = (path: string) => `kept-words:${path}`;

export function keepWords(form: HTMLFormElement | null): void {
  const typed: [string, string][] = [...(form?.querySelectorAll("textarea") ?? [])]
    .filter(({ value }) => value !== "")
    .map(({ name, value }) => [name, value]);
  if (typed.length === 0) return;
  try {
    sessionStorage.setItem(keyOf(location.pathname), JSON.stringify(Object.fromEntries(typed)));
  } catch {
    // A browser that keeps nothing leaves the fields to be typed again.
  }
}

/** Puts it back into the fields that are empty, once. */
export function bringWordsBack(form: HTMLFormElement | null): void {
  if (form === null) return;
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(location.pathname)) ?? "null");
    sessionStorage.removeItem(keyOf(location.pathname));
    if (kept === null || typeof kept !== "object") return;
    for (const area of form.querySelectorAll("textarea")) {
      const value: unknown = Reflect.get(kept, area.name);
      if (area.value === "" && typeof value === "string") area.value = value;
    }
  } catch {
    // What cannot be read is not brought back.
  }
}
