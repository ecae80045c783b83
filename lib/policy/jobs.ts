import { refreshReviewDates } from "../inventory/commands/refresh-review-dates.ts";
import { systemActor } from "../kernel/actor.ts";
import type { EventType } from "../kernel/events.ts";
import {
  type AnnouncedBatch,
  type Announcement,
  type BatchReactions,
  type Reactions,
  type Sweep,
  serverIdsOf,
} from "../kernel/reaction.ts";
import { refreshFindings } from "./commands/refresh-findings.ts";
import { REFRESH_LIMIT } from "./input.ts";
import { listServerIds } from "./queries/list-server-ids.ts";

/**
 * Whatever may break or mend a rule. A look at a server's tools is answered once, by introspection.succeeded, and not
 * for each of its tools.
 */
const TELLING: readonly EventType[] = [
  "server.registered",
  "server.changed",
  "server.identity_changed",
  "server.owners_changed",
  "server.activated",
  "server.suspended",
  "server.resumed",
  "server.risks_changed",
  "server.reviewed",
  "server.review_moved",
  "server.revoked",
  "server.retired",
  "scope.added",
  "scope.removed",
  "credential.added",
  "credential.changed",
  "credential.rotated",
  "credential.revoked",
  "credential.rotation_confirmed",
  "credential.former_value_seen",
  "credential.former_value_gone",
  "introspection.succeeded",
  "tool.enabled",
  "tool.disabled",
  "tool.suspended",
  "tool.reset",
  "tool.impact_overridden",
  "tool.impact_reassessed",
  "server.system_linked",
  "server.system_unlinked",
  "grant.issued",
  "grant.suspended",
  "grant.revoked",
  "revocation_path.changed",
];

export const batchReactions: BatchReactions = Object.fromEntries(TELLING.map((type) => [type, refreshTold]));

export const reactions: Reactions = {
  "user.deactivated": refreshPersons,
  "user.reactivated": refreshPersons,
  "server_role.changed": refreshRole,
  "policy.activated": followPolicy,
};

/** Time breaks rules too: credentials come to their end while nobody does anything. */
export const sweeps: Sweep[] = [
  { name: "refresh-findings", everyMinutes: 60, run: (organizationId) => refreshAll(organizationId) },
];

async function refreshTold({ organizationId, events }: AnnouncedBatch): Promise<void> {
  const serverIds = serverIdsOf(events);
  if (serverIds.length > 0) await refreshFindings(systemActor(organizationId, "findings"), { serverIds });
}

async function refreshPersons({ organizationId, event }: Announcement): Promise<void> {
  if (event.subject.id !== null) await refreshAll(organizationId, { personId: event.subject.id });
}

/** An edited role is another ceiling for every server that has it. */
async function refreshRole({ organizationId, event }: Announcement): Promise<void> {
  if (event.subject.id !== null) await refreshAll(organizationId, { serverRoleId: event.subject.id });
}

/** A changed cadence moves the next review of every server that it means something else for. */
export async function followPolicy({ organizationId }: Announcement): Promise<void> {
  const actor = systemActor(organizationId, "review dates");
  let after: string | null = null;
  for (;;) {
    const serverIds: string[] = await listServerIds(actor, { after });
    if (serverIds.length > 0) await refreshReviewDates(actor, { serverIds, followsPolicy: true });
    if (serverIds.length < REFRESH_LIMIT) return;
    after = serverIds.at(-1) ?? null;
  }
}

/** All servers, one person's or one role's, in batches with a transaction each. */
async function refreshAll(
  organizationId: string,
  whose: { personId?: string; serverRoleId?: string } = {},
): Promise<void> {
  const isSweep = whose.personId === undefined && whose.serverRoleId === undefined;
  const actor = systemActor(organizationId, isSweep ? "findings sweep" : "findings");
  let after: string | null = null;
  for (;;) {
    const serverIds: string[] = await listServerIds(actor, { after, ...whose });
    if (serverIds.length > 0) await refreshFindings(actor, { serverIds });
    if (serverIds.length < REFRESH_LIMIT) return;
    after = serverIds.at(-1) ?? null;
  }
}
