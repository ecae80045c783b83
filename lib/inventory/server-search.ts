import { type ListServersInput, listServersInput } from "./server-list-input.ts";

/** What can be asked of the list of servers, but for where a page begins and how long it is. */
export type ServerSearch = Omit<ListServersInput, "cursor" | "limit">;

/** More values than this in one address are no question of a person's. */
const VALUES_MAX = 200;
/** Longer than any address our own pages make. */
export const SEARCH_LENGTH_MAX = 4_000;
const OF_THE_PAGE = ["cursor", "limit"];

/**
 * Reads a query string with good will: what is not on offer (an option of an older version, a word somebody typed) is
 * left out, so that an old link still opens. Programs are judged strictly, by `listServersInput` itself.
 */
export function readServerSearch(search: URLSearchParams): ServerSearch {
  const { cursor: _cursor, limit: _limit, ...rest } = listServersInput.parse(takenFrom(search));
  return rest;
}

/** Something an address asks for that this list does not have. */
export interface Ignored {
  name: string;
  value: string;
}

/**
 * What `readServerSearch` leaves out of this query string, each once, so that a page can say it; `pageParameters` are
 * those that the page itself reads. An empty value asks nothing.
 */
export function ignoredOf(search: URLSearchParams, pageParameters: readonly string[]): Ignored[] {
  const taken: Record<string, unknown> = takenFrom(search);
  const ignored = new Map<string, Ignored>();
  for (const [name, value] of withNewNames(search)) {
    const isTaken = Object.hasOwn(taken, name) && [taken[name]].flat().includes(value);
    if (isTaken || value === "" || OF_THE_PAGE.includes(name) || pageParameters.includes(name)) continue;
    ignored.set(JSON.stringify([name, value]), { name, value });
  }
  return [...ignored.values()];
}

/** Of each parameter of the list what it takes, as it was written. */
function takenFrom(search: URLSearchParams): Record<string, string | string[]> {
  const taken: Record<string, string | string[]> = {};
  const renamed = withNewNames(search);
  for (const [name, schema] of Object.entries(listServersInput.shape)) {
    const [first] = renamed.getAll(name);
    if (OF_THE_PAGE.includes(name) || first === undefined) continue;
    const accepts = (value: unknown) => schema.safeParse(value).success;
    if (accepts([])) taken[name] = acceptable(renamed.getAll(name), accepts);
    else if (accepts(first)) taken[name] = first;
  }
  return taken;
}

/** The one query string that asks this: fields in the order they are declared, defaults left out, values sorted. */
export function writeServerSearch(search: ServerSearch): URLSearchParams {
  const written = new URLSearchParams();
  for (const [name, schema] of Object.entries(listServersInput.shape)) {
    const value: unknown = search[name as keyof ServerSearch];
    if (OF_THE_PAGE.includes(name) || value === undefined || value === schema.safeParse(undefined).data)
      continue;
    for (const one of [value].flat().toSorted()) written.append(name, String(one));
  }
  return written;
}

/** The same question in its one form, whatever the order or the age of the address it came in. */
export function normaliseServerSearch(search: string): string {
  return writeServerSearch(readServerSearch(new URLSearchParams(search))).toString();
}

/** Values that the field takes, each once, as many as it takes. */
function acceptable(values: readonly string[], accepts: (value: string[]) => boolean): string[] {
  const kept: string[] = [];
  for (const value of new Set(values.slice(0, VALUES_MAX))) {
    if (accepts([...kept, value])) kept.push(value);
  }
  return kept;
}

/** Links that were made when filters had other names. */
function withNewNames(search: URLSearchParams): URLSearchParams {
  const renamed = new URLSearchParams();
  for (const [name, value] of search) {
    if (name === "owner" && value === "none") renamed.append("ownerId", "none");
    else if (name === "findings" && value === "open") renamed.append("finding", "any");
    else renamed.append(name, value);
  }
  return renamed;
}
