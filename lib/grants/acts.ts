import { type Actor, hasRole } from "#lib/kernel/actor.ts";
import type { GrantState, ServerState, ToolState } from "#lib/kernel/generated/enums.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { answersFor, decide, type GrantAction, grantStatus, NOT_YOURS, type Owners } from "./model.ts";

/** What people can do to a grant; each with a reason that stays on record. */
export const GRANT_ACTIONS = ["suspend", "resume", "revoke"] as const satisfies readonly GrantAction[];

/** What an act by a person depends on. */
export interface ActFacts {
  state: GrantState;
  expiresAt: Date;
  /** The person who suspended it; null where Steward did. */
  suspendedById: string | null;
  /** Why Steward suspended it, where that is not drift. */
  suspendedFor: string | null;
  stateReason: string | null;
  /** What no longer is as it was approved, in words; null while it is. */
  driftReason: string | null;
  server: Owners & { name: string; state: ServerState };
  toolState: ToolState | null;
  isConsumerInUse: boolean;
  /** Who asked for it, and who owns what it lets in. */
  gainerIds: readonly string[];
}

export type ActVerdict =
  | { ok: true; next: GrantState }
  | { ok: false; code: "forbidden" | "refused"; reason: string };

/** May this person do this to this grant, now? The same answer for the button, the command and the API. */
export function decideAct(grant: ActFacts, action: GrantAction, actor: Actor, now: Date): ActVerdict {
  if (!answersFor(grant.server, actor)) return { ok: false, code: "forbidden", reason: NOT_YOURS };
  const verdict = decide(grant, action);
  if (!verdict.ok) return { ok: false, code: "refused", reason: verdict.reason };
  const isOver = grantStatus(grant, now) === "expired";
  if (isOver && action !== "revoke") {
    return { ok: false, code: "refused", reason: "This grant has run out. Ask for a new approval instead." };
  }
  const reason = action === "resume" ? resumeProblem(grant, actor) : null;
  return reason === null ? verdict : { ok: false, code: "refused", reason };
}

/** Where a tool stands while its grant is suspended, also while a renewal is decided. */
const RESUMABLE: readonly ToolState[] = ["suspended", "pending", "enabled"];

/** Resuming puts back what a person took away, and never what an approval would have to say again (product rule 2). */
function resumeProblem(grant: ActFacts, actor: Actor): string | null {
  const { suspendedById, suspendedFor, driftReason, server, toolState } = grant;
  if (suspendedFor === "review_overdue") {
    return "Steward suspended this grant because the review of its server is overdue. It goes on when the server was reviewed, or by a new approval.";
  }
  if (suspendedById === null) {
    return `Steward suspended this grant${grant.stateReason === null ? "." : `: ${grant.stateReason}`} Only a new approval brings it back.`;
  }
  if (driftReason !== null) return `${driftReason} Only a new approval brings this grant back.`;
  if (server.state !== "active" && server.state !== "registered") {
    return `${server.name} is ${server.state}, so nothing can be resumed on it now.`;
  }
  if (toolState !== null && !RESUMABLE.includes(toolState)) {
    return `The tool is ${toolState} now. Only a new approval enables it again.`;
  }
  if (!grant.isConsumerInUse) return "The consumer is inactive. Reactivate it first.";
  return actor.kind === "person" && actor.userId !== suspendedById ? othersProblem(grant, actor) : null;
}

/** What somebody else suspended is for an administrator who has nothing to gain by it. */
function othersProblem({ gainerIds }: ActFacts, actor: Extract<Actor, { kind: "person" }>): string | null {
  if (!hasRole(actor, "admin")) {
    return "Somebody else suspended this grant. They, or an administrator, resume it.";
  }
  return gainerIds.includes(actor.userId)
    ? "You asked for this grant or own what it lets in, so somebody else must resume it."
    : null;
}

export type GrantAllowed = Record<GrantAction, true | string>;

/** For each action true, or the reason it is not available to this actor. */
export function allowed(grant: ActFacts, actor: Actor, now: Date): GrantAllowed {
  const answer = (action: GrantAction): true | string => {
    const denied = permitted(actor, action === "revoke" ? "grant:revoke" : "grant:hold");
    if (denied !== null) return denied;
    const verdict = decideAct(grant, action, actor, now);
    return verdict.ok ? true : verdict.reason;
  };
  return { suspend: answer("suspend"), resume: answer("resume"), revoke: answer("revoke") };
}
