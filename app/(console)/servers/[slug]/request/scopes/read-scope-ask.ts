import type { z } from "zod";
import { MAX_SCOPES } from "#lib/approvals/input.ts";
import { scopeFields } from "#lib/inventory/input.ts";
import { SCOPE_BREADTHS } from "#lib/inventory/model.ts";
import { type SearchParams, toUrlSearch } from "../../../read-list-search.ts";
import { idsIn, readDays } from "../read-ask.ts";

export interface ScopeAsk {
  scopeIds: string[];
  /** What is typed in, as it is typed. */
  typed: { name: string; system: string; breadth: (typeof SCOPE_BREADTHS)[number] };
  /** The scope that is not on record; null while none is named, or while it cannot be one. */
  newScope: z.output<typeof scopeFields> | null;
  /** Why what is typed cannot be a scope. */
  problem: string | undefined;
  /** The broad scope in whose place a review asks for a narrower one; empty where none does. */
  instead: string;
  typedDays: string;
  days: number;
  daysProblem: string | undefined;
}

/** What the address already asks for: `?scopes=id,id&name=repo:read&system=GitHub&breadth=narrow&days=30`. */
export function readScopeAsk(params: SearchParams): ScopeAsk {
  const search = toUrlSearch(params);
  const breadth = SCOPE_BREADTHS.find((one) => one === search.get("breadth")) ?? "narrow";
  const name = (search.get("name") ?? "").slice(0, 300);
  const system = (search.get("system") ?? "").slice(0, 300);
  const typed = { name, system, breadth };
  const scopeIds = idsIn(search, "scopes").slice(0, MAX_SCOPES);
  const instead = (search.get("instead") ?? "").slice(0, 300);
  const asked = { scopeIds, typed, instead, ...readDays(search) };
  if (name.trim() === "") return { ...asked, newScope: null, problem: undefined };
  const parsed = scopeFields.safeParse(typed);
  if (parsed.success) return { ...asked, newScope: parsed.data, problem: undefined };
  return { ...asked, newScope: null, problem: parsed.error.issues[0]?.message ?? "This cannot be a scope." };
}
