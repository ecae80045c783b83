import type { Unread } from "./find-client-files.ts";
import { UsageError } from "./output.ts";
import { printable } from "./printable.ts";

/** Why an import ends before it began: nothing is there, or nothing there is a client's file. */
export function nothingRead(unread: readonly Unread[]): Error {
  if (unread.length === 0)
    return new Error("No client files were found there. A file that is named is always read.");
  return new UsageError(unread.map(({ path, reason }) => `${printable(path)}: ${reason}`).join("\n"));
}
