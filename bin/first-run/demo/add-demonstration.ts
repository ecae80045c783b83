import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { listOrganizations } from "#lib/identity/list-organizations.ts";
import { noteDemonstration } from "#lib/identity/note-demonstration.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { makeDemonstration } from "./make-demonstration.ts";
import type { Walk } from "./walk.ts";

/** Days of history. */
export const HISTORY_DAYS = 90;

const DAY_MS = 86_400_000;
const MADE = "organization.demonstration_made";

export type Readiness = "start" | "made" | "interrupted" | "has-servers" | "has-history" | "shared";

/** Why there is no demonstration, in words for the log. */
export const WHY_NOT: Record<Exclude<Readiness, "start" | "made">, string> = {
  interrupted:
    "An earlier start was interrupted while it made the demonstration; what is there is left as it is. For a whole one, start with an empty STEWARD_DATA_DIR.",
  "has-servers": "The organization has servers of its own, so no demonstration is added.",
  "has-history":
    "The organization has been in use already, and a demonstration's history would lie before its own. Start with an empty STEWARD_DATA_DIR to see it.",
  shared: "Other organizations share this database, so no demonstration is made in it.",
};

/**
 * Whether the demonstration may be made: only where nothing has been done yet, since it walks the clock through
 * ninety days and runs every job that is due. Look before founding the organization, whose first event begins it.
 */
export async function readiness(today: Date): Promise<Readiness> {
  const [organizationId, ...others] = await listOrganizations();
  if (organizationId === undefined) return "start";
  if (others.length > 0) return "shared";
  const actor = systemActor(organizationId, "first run");
  if ((await listAuditEvents(actor, { type: MADE, limit: 1 })).items.length > 0) return "made";
  const [last] = (await listAuditEvents(actor, { limit: 1 })).items;
  const isAncient =
    last === undefined || today.getTime() - Date.parse(last.occurredAt) > (HISTORY_DAYS - 1) * DAY_MS;
  const { total } = await countServers(actor, {});
  if (total === 0) return isAncient ? "start" : "has-history";
  const [first] = (await listAuditEvents(actor, { type: "server.registered", limit: 1 })).items;
  return first?.actor.name.includes("@demo.example") ? "interrupted" : "has-servers";
}

/** Makes the demonstration and notes in the trail, last of all, that it is whole. */
export async function addDemonstration(
  organizationId: string,
  walk: Walk,
  say: (words: string) => void,
): Promise<void> {
  const { servers } = await makeDemonstration(organizationId, walk, say);
  await noteDemonstration(organizationId, servers);
}
