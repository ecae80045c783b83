import type { z } from "zod";
import type { listAuditEventsInput } from "#lib/audit/input.ts";

/** What the address of the audit page says; days are UTC, both inclusive. */
export interface AuditSearch {
  type?: string;
  actor?: string;
  /** A server's slug. */
  server?: string;
  subject?: string;
  from?: string;
  until?: string;
  cursor?: string;
}

const NAMES = ["type", "actor", "server", "subject", "from", "until", "cursor"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The parameters of ours, each once; empty ones are absent. */
export function readAuditSearch(params: Record<string, string | string[] | undefined>): AuditSearch {
  const search: AuditSearch = {};
  for (const name of NAMES) {
    const value = [params[name] ?? []].flat()[0]?.trim();
    if (value !== undefined && value !== "") search[name] = value;
  }
  return search;
}

/** As the query asks for it. `serverId` is the id behind `search.server`. */
export function toAuditInput(
  search: AuditSearch,
  serverId: string | undefined,
): z.input<typeof listAuditEventsInput> {
  const { type, actor, subject, cursor } = search;
  const from = dayStart(search.from, 0);
  const until = dayStart(search.until, 1);
  return { type, actorId: actor, subjectId: subject, serverId, from, until, cursor };
}

/** The page with this search, changed; a changed list starts at its own first page. */
export function auditHref(search: AuditSearch, changes: { [Name in keyof AuditSearch]?: string | null }) {
  const { cursor: _, ...kept } = search;
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...kept, ...changes })) {
    if (value !== null && value !== undefined) next.set(name, value);
  }
  return next.size === 0 ? "/audit" : `/audit?${next}`;
}

/** Midnight at the beginning of this day, or of one so many days later. Undefined for what is no day. */
function dayStart(day: string | undefined, daysLater: number): string | undefined {
  if (day === undefined || !DAY.test(day)) return undefined;
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setUTCDate(at.getUTCDate() + daysLater);
  return at.toISOString();
}
