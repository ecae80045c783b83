import { parseInput } from "../kernel/authorize.ts";
import { listServersInput } from "./input.ts";
import type { ServerSearch } from "./server-search.ts";

/**
 * A program's query string, judged strictly: a filter that was misspelt must not quietly find everything.
 *
 * @throws AppError `invalid` that names the fields
 */
export function judgeServerSearch(search: URLSearchParams): ServerSearch {
  const { cursor: _cursor, limit: _limit, ...asked } = parseInput(listServersInput, toInput(search));
  return asked;
}

/** Fields that hold lists take every value of their name, others the last. */
function toInput(search: URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(listServersInput.shape)) {
    if (!search.has(name)) continue;
    input[name] = schema.safeParse([]).success ? search.getAll(name) : search.getAll(name).at(-1);
  }
  return input;
}
