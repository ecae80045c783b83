import { text } from "#lib/doors/action.ts";

/** The connection's fields of a form. What the transport has no use for is not sent by the form. */
export function readConnection(form: FormData) {
  return {
    transport: text(form, "transport"),
    command: text(form, "command") ?? null,
    args: lines(form.get("args")),
    url: text(form, "url") ?? null,
    packageRegistry: text(form, "packageRegistry") ?? null,
    packageName: text(form, "packageName") ?? null,
    packageVersion: text(form, "packageVersion") ?? null,
  };
}

function lines(value: FormDataEntryValue | null): string[] {
  return typeof value === "string" ? value.split(/\r?\n/).filter((line) => line.trim() !== "") : [];
}
