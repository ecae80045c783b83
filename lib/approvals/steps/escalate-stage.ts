import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { wantedBy, withoutAskedManagers } from "#lib/policy/approval/approvers-of.ts";
import { escalationSeats } from "../escalation.ts";
import type { FollowUp } from "../follow-up.ts";
import { noteFollowUp } from "../follow-up-store.ts";
import { insertSeats } from "../seat-store.ts";
import type { RequestRow } from "../store.ts";
import type { Gathered } from "./gather-facts.ts";
import { answeringFor } from "./plan-request.ts";
import { toldOf } from "./told-of.ts";

interface Escalation {
  request: RequestRow;
  gathered: Gathered;
  followUp: FollowUp;
  position: number;
}

/**
 * Asks those whom the frozen policy names for the case that nobody answers. Once per stage, also where it finds nobody:
 * the event and the page say so, and an administrator repairs the request if it is stuck.
 */
export async function escalateStage(
  { tx, actor, now }: CommandContext,
  { request, gathered, followUp, position }: Escalation,
): Promise<{ added: number; event: AuditableEvent }> {
  const { organizationId } = actor;
  const { seats, facts, server } = gathered;
  const sources = wantedBy(withoutAskedManagers(followUp.escalateTo));
  const askedIds = seats.filter((seat) => seat.position === position).map(({ userId }) => userId);
  const asked = await loadDirectory(tx, { groupIds: [], roles: [], userIds: askedIds });
  const managerIds = [...asked.people.values()].flatMap(({ managerId }) => managerId ?? []);
  const userIds = [...sources.userIds, ...askedIds, ...managerIds, ...(await answeringFor(tx, server))];
  const directory = await loadDirectory(tx, { ...sources, userIds });
  const excludedIds = [facts.requesterId, ...facts.beneficiaryIds];
  const { escalateTo } = followUp;
  const found = escalationSeats({ position, escalateTo }, directory, server, { seats, excludedIds });
  // First: the database takes no such seat in a stage that does not say so.
  await noteFollowUp(tx, { organizationId, requestId: request.id, position }, { escalatedAt: now });
  await insertSeats(tx, { organizationId, requestId: request.id }, found, now);
  const addedIds = [...new Set(found.map(({ userId }) => userId))];
  return {
    added: addedIds.length,
    event: {
      type: "request.escalated",
      subject: { kind: "request", id: request.id, name: request.title },
      detail: {
        serverId: request.serverId,
        requestId: request.id,
        stage: position,
        to: followUp.escalationWords,
        added: addedIds.flatMap((id) => directory.people.get(id)?.name ?? []),
        notify: await toldOf(tx, { ...facts, userIds: addedIds }, now),
        href: `/approvals/${request.id}`,
      },
    },
  };
}
