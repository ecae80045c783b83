import { MAX_CONSUMERS, MAX_TOOLS, wholeDays } from "#lib/approvals/input.ts";
import { type SearchParams, toUrlSearch } from "../../read-list-search.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAYS_AT_FIRST = 30;

/** What the address already asks for: `?tools=id,id&consumers=id&who=part&days=30`. What makes no sense is left out. */
export function readAsk(params: SearchParams): {
  toolIds: string[];
  consumerIds: string[];
  /** A part of the names of the consumers to choose from. */
  who: string;
  /** As they are typed; 30 at first. */
  typedDays: string;
  days: number;
  daysProblem: string | undefined;
} {
  const search = toUrlSearch(params);
  return {
    toolIds: idsIn(search, "tools").slice(0, MAX_TOOLS),
    consumerIds: idsIn(search, "consumers").slice(0, MAX_CONSUMERS),
    who: (search.get("who") ?? "").trim().slice(0, 200),
    ...readDays(search, DAYS_AT_FIRST),
  };
}

/** The days that the address says, as they are typed, and what is wrong with them: no path is shown for others. */
export function readDays(search: URLSearchParams, atFirst: number = DAYS_AT_FIRST) {
  const typedDays = (search.get("days") ?? String(atFirst)).trim().slice(0, 20);
  const parsed = wholeDays.safeParse(typedDays === "" ? undefined : typedDays);
  return parsed.success
    ? { typedDays, days: parsed.data, daysProblem: undefined }
    : { typedDays, days: atFirst, daysProblem: parsed.error.issues[0]?.message ?? "Say for how many days." };
}

/** Ids under a name of the address, each once. */
export function idsIn(search: URLSearchParams, name: string): string[] {
  const given = search.getAll(name).flatMap((value) => value.split(","));
  return [...new Set(given)].filter((id) => UUID.test(id));
}
