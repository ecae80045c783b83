import { AppError } from "../kernel/app-error.ts";
import { listServersInput } from "./server-list-input.ts";

/** A filter that was misspelt must not quietly find everything. @throws AppError `invalid` that names it */
export function assertKnownParameters(search: URLSearchParams): void {
  const unknown = [...new Set(search.keys())].filter((name) => !(name in listServersInput.shape));
  if (unknown.length === 0) return;
  const known = Object.keys(listServersInput.shape).join(", ");
  throw new AppError("invalid", "The list of servers has no such parameter.", {
    fields: Object.fromEntries(unknown.map((name) => [name, `Use one of ${known}.`])),
  });
}
