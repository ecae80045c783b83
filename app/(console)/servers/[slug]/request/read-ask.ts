import { MAX_CONSUMERS, MAX_TOOLS } from "#lib/approvals/input.ts";
import { type SearchParams, toUrlSearch } from "../../read-list-search.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAYS_AT_FIRST = 30;

/** What the address already asks for: `?tools=id,id&consumers=id&who=part&days=30`. What makes no sense is left out. */
export function readAsk(params: SearchParams): {
  toolIds: string[];
  consumerIds: string[];
  /** A part of the names of the consumers to choose from. */
  who: string;
  days: number;
  daysProblem: string | undefined;
} {
  const search = toUrlSearch(params);
  return {
    toolIds: idsIn(search, "tools").slice(0, MAX_TOOLS),
    consumerIds: idsIn(search, "consumers").slice(0, MAX_CONSUMERS),
    who: (search.get("who") ?? "").trim().slice(0, 200),
    days: daysIn(search),
    daysProblem: daysProblemIn(search),
  };
}

/** Whole days within what any policy allows; 30 where the address says nothing of use. */
export function daysIn(search: URLSearchParams): number {
  const days = Number(search.get("days") ?? DAYS_AT_FIRST);
  return isDays(days) ? days : DAYS_AT_FIRST;
}

/** What is wrong with the days that the address says; no path is shown for others than were typed. */
export function daysProblemIn(search: URLSearchParams): string | undefined {
  const typed = search.get("days");
  return typed === null || isDays(Number(typed)) ? undefined : "Days must be a whole number from 1 to 365.";
}

function isDays(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= 365;
}

/** Ids under a name of the address, each once. */
export function idsIn(search: URLSearchParams, name: string): string[] {
  const given = search.getAll(name).flatMap((value) => value.split(","));
  return [...new Set(given)].filter((id) => UUID.test(id));
}
