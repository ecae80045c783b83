/**
 * Grants: permission in force, and the path by which a server is cut off.
 *
 * Owns: what a grant is bound to, its states, when it counts as ended, and who may end it.
 * Promises: a grant that is past its end, or bound to something that has since changed, is never in force.
 * Refuses to know: how an approval is reached (approvals), who asks whether a call may go ahead (decisions).
 */
import { type Actor, hasRole } from "#lib/kernel/actor.ts";
import type { GrantState, RevocationStepKind, ServerState } from "#lib/kernel/generated/enums.ts";

export type GrantAction = "suspend" | "resume" | "revoke";
/** What a person is told; expiry is computed, so it is no stored state, and it is never called revoked. */
export type GrantStatus = GrantState | "expired";
export type Verdict<Next> = { ok: true; next: Next } | { ok: false; reason: string };

export const TRANSITIONS = {
  active: { suspend: "suspended", revoke: "revoked" },
  suspended: { resume: "active", revoke: "revoked" },
  revoked: {},
} as const satisfies Record<GrantState, Partial<Record<GrantAction, GrantState>>>;

export const GRANT_STATUSES = ["active", "expired", "suspended", "revoked"] as const;

export const STEP_KINDS = [
  "deny_decisions",
  "oauth_revocation",
  "webhook",
  "scim_deactivate",
  "lease_revoke",
  "manual",
] as const satisfies readonly RevocationStepKind[];

/** At most this many steps; a longer path is not followed by anybody in the middle of an incident. */
export const MAX_STEPS = 20;

export interface GrantTerms {
  state: GrantState;
  expiresAt: Date;
}

/** Revoked stays revoked; otherwise the end beats everything, a suspension included. */
export function grantStatus(grant: GrantTerms, now: Date): GrantStatus {
  if (grant.state === "revoked") return "revoked";
  // A comparison with an invalid date is false, so an unreadable clock ends the grant (product rule 4).
  return grant.expiresAt.getTime() > now.getTime() ? grant.state : "expired";
}

export function decide(grant: { state: GrantState }, action: GrantAction): Verdict<GrantState> {
  const next = (TRANSITIONS[grant.state] as Partial<Record<GrantAction, GrantState>>)[action];
  return next === undefined ? { ok: false, reason: NOT_NOW[grant.state][action] } : { ok: true, next };
}

const NOT_NOW: Record<GrantState, Record<GrantAction, string>> = {
  active: { suspend: "", resume: "This grant is in force already.", revoke: "" },
  suspended: { suspend: "This grant is suspended already.", resume: "", revoke: "" },
  revoked: {
    suspend: "This grant is revoked, so there is nothing to suspend.",
    resume: "This grant is revoked. Ask for a new approval instead.",
    revoke: "This grant is revoked already.",
  },
};

/** Who answers for a server. */
export interface Owners {
  ownerId: string | null;
  backupOwnerId: string | null;
}

/** True for the server's owner, its backup owner, and administrators. */
export function answersFor(server: Owners, actor: Actor): boolean {
  if (actor.kind !== "person") return false;
  if (hasRole(actor, "admin")) return true;
  return actor.userId === server.ownerId || actor.userId === server.backupOwnerId;
}

export const NOT_YOURS = "Only the server's owner, its backup owner or an administrator may do this.";

/** Whether this actor may write how the server is cut off: whoever answers for it, while there is something to cut off. */
export function decidePathEdit(server: Owners & { state: ServerState }, actor: Actor): PathEditVerdict {
  if (!answersFor(server, actor)) return { ok: false, code: "forbidden", reason: NOT_YOURS };
  if (server.state !== "retired") return { ok: true };
  const reason = "This server is retired: nothing is left to cut off, and its path is kept as it was.";
  return { ok: false, code: "refused", reason };
}

type PathEditVerdict = { ok: true } | { ok: false; code: "forbidden" | "refused"; reason: string };

/** A grant in force, or to be: how long access lasts, and for which identity of the server. */
export interface AccessTerms extends GrantTerms {
  serverDigest: string;
}

/**
 * Whether new access replaces what the consumer has. Access that is in force on the same server identity and lasts
 * longer is kept: an approval of one more tool must not shorten what was approved before.
 */
export function replacesAccess(
  current: AccessTerms,
  wanted: { serverDigest: string; expiresAt: Date },
): boolean {
  return (
    current.state !== "active" ||
    current.serverDigest !== wanted.serverDigest ||
    current.expiresAt.getTime() < wanted.expiresAt.getTime()
  );
}
