import { parseInput } from "../kernel/authorize.ts";
import { assertKnownParameters } from "./assert-known-parameters.ts";
import { listServersInput } from "./server-list-input.ts";
import type { ServerSearch } from "./server-search.ts";

/**
 * A program's query string, judged strictly; people's are read with good will (`readServerSearch`).
 *
 * @throws AppError `invalid` that names the fields
 */
export function judgeServerSearch(search: URLSearchParams): ServerSearch {
  assertKnownParameters(search);
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
