import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import { suspendTools } from "#lib/inventory/steps/suspend-tools.ts";
import { type CommandContext, command, unchanged } from "#lib/kernel/command.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import { loadPolicyAuthors } from "#lib/policy/steps/load-policy-authors.ts";
import { noInput } from "../input.ts";
import { suspendGrantRows } from "../many-store.ts";
import { isMassSuspension, type OverdueEffect } from "../overdue-brake.ts";
import { countOverdue, lockOverdueGrants } from "../overdue-store.ts";
import { askToSuspend, findStandingAnswer } from "../suspension-store.ts";

/** A sweep comes back for the rest. */
export const SUSPENDED_AT_ONCE = 500;

/**
 * Suspends grants of high impact on servers whose review is overdue by as long as the policy says, and that were warned of
 * it, with their tools. A mass of them waits until a person who had no hand in the policy has looked (product rule 10).
 * Gives how many were suspended, and whether a person is asked.
 */
export const suspendOverdueGrants = command({
  name: "suspend-overdue-grants",
  permission: "grant:suspend",
  input: noInput,
  run: async (context) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const effect = await countOverdue(tx, organizationId, now);
    if (effect.grants === 0) return unchanged({ suspended: 0, isAsked: false });
    if (isMassSuspension(effect)) {
      const standing = await findStandingAnswer(tx, organizationId, now);
      if (standing !== null && !standing.isConfirmed) return unchanged({ suspended: 0, isAsked: false });
      if (standing === null || standing.left < effect.grants) return ask(context, effect);
    }
    const grants = (await lockOverdueGrants(tx, organizationId, now, SUSPENDED_AT_ONCE)).map((grant) => ({
      ...grant,
      reason: `The review of its server was due on ${dayInWords(grant.dueOn)}. It goes on when the server was reviewed.`,
    }));
    const [first, ...rest] = grants.map(eventOf);
    // Somebody else holds them all: the next time goes on.
    if (first === undefined) return unchanged({ suspended: 0, isAsked: false });
    await suspendGrantRows(tx, organizationId, grants, now, "review_overdue");
    const tools = await suspendTools(context, grants);
    return { result: { suspended: grants.length, isAsked: false }, events: [first, ...rest, ...tools] };
  },
});

type Suspended = { id: string; name: string; serverId: string; toolId: string; reason: string };

function eventOf({ id, name, serverId, toolId, reason }: Suspended): AuditableEvent {
  const detail = { serverId, toolId, cause: "review_overdue", reason };
  return { type: "grant.suspended", subject: { kind: "grant", id, name }, detail };
}

async function ask({ tx, actor, now }: CommandContext, effect: OverdueEffect) {
  const { number, authorIds } = await loadPolicyAuthors(tx);
  const { organizationId } = actor;
  const id = newId(now);
  const isNew = await askToSuspend(tx, { organizationId, id, policyNumber: number }, effect);
  const result = { suspended: 0, isAsked: true };
  if (!isNew) return unchanged(result);
  const { roles } = await loadDirectory(tx, { groupIds: [], roles: ["admin", "approver"], userIds: [] });
  const asked = new Set([...roles.values()].flat());
  for (const author of authorIds) asked.delete(author);
  const event: AuditableEvent = {
    type: "review.suspension_asked",
    subject: { kind: "review_suspension", id, name: `${effect.grants} grants on ${effect.servers} servers` },
    detail: {
      grantCount: effect.grants,
      serverCount: effect.servers,
      inForceCount: effect.inForce,
      policyNumber: number,
      notify: [...asked],
      href: "/reviews/coverage",
    },
  };
  const events: [AuditableEvent] = [event];
  return { result, events };
}
