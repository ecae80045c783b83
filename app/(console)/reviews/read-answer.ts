import { text } from "#lib/doors/action.ts";

/** What "change" asks for, as its fields have it; the command judges it. */
export function readChange(form: FormData): unknown {
  switch (text(form, "changeKind")) {
    case "days":
      return { days: text(form, "days") };
    case "breadth":
      return { breadth: text(form, "breadth") };
    default:
      return { words: text(form, "words") ?? "" };
  }
}

/** What a server's reviewer said; nothing when its questions were not asked. */
export function readServerAnswers(form: FormData): unknown {
  if (!form.has("credentialHolder") || text(form, "decision") === "revoke") return undefined;
  return {
    neededFor: text(form, "neededFor") ?? "",
    roleIsRight: text(form, "roleIsRight"),
    credentialHolder: text(form, "credentialHolder") ?? "",
    pathIsCurrent: text(form, "pathIsCurrent"),
  };
}
