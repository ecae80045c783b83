import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { actFacts } from "../act-facts.ts";
import { type ActVerdict, decideAct } from "../acts.ts";
import { brakeReason } from "../brake.ts";
import { findDriftReasons } from "../drift-store.ts";
import { changeGrantsInput } from "../list-input.ts";
import { changeGrant } from "../steps/change-grant.ts";
import { type LockedGrant, lockGrants } from "../store.ts";

const VERBS = { suspend: "suspend", resume: "resume", revoke: "end" } as const;

/**
 * Suspends, resumes or ends grants, with one reason: those that this person may change now, and for each of the others
 * why not. More than five at once ask for their number. Each is in the trail by itself, refusals too.
 */
export const changeGrants = command({
  name: "change-grants",
  permission: "grant:hold",
  input: changeGrantsInput,
  run: async (context, { grantIds, action, reason, acknowledged }) => {
    const { tx, actor, now } = context;
    const denied = action === "revoke" ? permitted(actor, "grant:revoke") : null;
    if (denied !== null) throw new AppError("forbidden", denied);
    const grants = await lockGrants(tx, actor.organizationId, grantIds);
    const drift = await findDriftReasons(tx, grantIds);
    const judged = grants.map((grant) => ({
      grant,
      verdict: decideAct(actFacts(grant, drift.get(grant.id) ?? null), action, actor, now),
    }));
    const able = judged.filter(({ verdict }) => verdict.ok);
    if (able.length === 0) throw whyNone(judged);
    const brake = brakeReason(VERBS[action], able.length, acknowledged);
    if (brake !== null) throw refused(brake, { kind: "grant", id: null, name: `${able.length} grants` });
    const collected: AuditableEvent[] = [];
    for (const { grant } of able) collected.push(...(await changeGrant(context, grant, { action, reason })));
    const left = judged.flatMap(({ grant, verdict }) =>
      verdict.ok ? [] : [{ grant, reason: verdict.reason }],
    );
    collected.push(...left.map(({ grant, reason: why }) => refusal(grant, why)));
    const events = someEvents(collected);
    // Each change above gave at least one.
    if (events === null) throw refused("Nothing was changed.", { kind: "grant", id: null, name: "grants" });
    return {
      result: {
        changed: able.map(({ grant: { id, name } }) => ({ id, name })),
        refused: left.map(({ grant: { id, name }, reason: why }) => ({ id, name, reason: why })),
      },
      events,
    };
  },
});

type Judged = { grant: LockedGrant; verdict: ActVerdict };

/** The reason of the first; those that this organization does not have are not found. */
function whyNone([first]: Judged[]): AppError {
  if (first === undefined) return new AppError("not_found", "There is no such grant, or you may not see it.");
  const { grant, verdict } = first;
  const subject = { kind: "grant", id: grant.id, name: grant.name };
  return verdict.ok
    ? refused("Nothing was changed.", subject)
    : new AppError(verdict.code, verdict.reason, { subject });
}

function refusal(grant: LockedGrant, reason: string): AuditableEvent {
  return {
    type: "command.refused",
    subject: { kind: "grant", id: grant.id, name: grant.name },
    detail: { command: "change-grants", serverId: grant.serverId, reason },
  };
}
