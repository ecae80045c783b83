import { text } from "#lib/doors/action.ts";
import { readArguments } from "./arguments-text.ts";

/** The connection's fields of a form. What the transport has no use for is not sent by the form. */
export function readConnection(form: FormData) {
  return {
    transport: text(form, "transport"),
    command: text(form, "command") ?? null,
    args: readArguments(text(form, "args") ?? ""),
    url: text(form, "url") ?? null,
    packageRegistry: text(form, "packageRegistry") ?? null,
    packageName: text(form, "packageName") ?? null,
    packageVersion: text(form, "packageVersion") ?? null,
  };
}
