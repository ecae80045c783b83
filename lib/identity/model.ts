/**
 * Identity owns organizations, people, their roles, sessions and service tokens.
 * It promises that an actor is made only from a live session or token, and that an organization always keeps an
 * administrator. It refuses to know what anybody may do to a server.
 */
import { ROLES, type Role } from "../kernel/actor.ts";

/** Hours. A session is never prolonged: whoever stays longer signs in again. */
export const SESSION_HOURS = 12;

/** Days. Longer-lived tokens are what Steward exists to find. */
export const TOKEN_DAYS_MAX = 180;

export type Verdict = { ok: true } | { ok: false; reason: string };

interface RoleChange {
  /** The person acting. */
  byUserId: string;
  userId: string;
  before: readonly Role[];
  after: readonly Role[];
  /** Active administrators other than this person. */
  otherAdmins: number;
}

/** Whether a person's roles may be changed like this. */
export function decideRoleChange(change: RoleChange): Verdict {
  const loses = change.before.includes("admin") && !change.after.includes("admin");
  if (loses && change.byUserId === change.userId) {
    return { ok: false, reason: "You cannot take the role admin from yourself; ask another administrator." };
  }
  if (loses && change.otherAdmins === 0) {
    return { ok: false, reason: "An organization needs an administrator; make somebody else one first." };
  }
  return { ok: true };
}

/** Whether a person may be deactivated by this one. */
export function decideDeactivation(by: {
  byUserId: string;
  userId: string;
  isAdmin: boolean;
  otherAdmins: number;
}): Verdict {
  if (by.byUserId === by.userId) return { ok: false, reason: "You cannot deactivate yourself." };
  if (by.isAdmin && by.otherAdmins === 0) {
    return { ok: false, reason: "An organization needs an administrator; make somebody else one first." };
  }
  return { ok: true };
}

interface ClaimedIdentity {
  email: string | null;
  /** The provider's `email_verified`; null when it does not say. */
  isEmailVerified: boolean | null;
}

/**
 * Whether what the identity provider says is good enough to be matched to a person by e-mail address (OpenID Connect
 * Core section 5.7: an e-mail address alone is no identifier).
 */
export function decideSignIn(identity: ClaimedIdentity, trustsUnverified: boolean): Verdict {
  if (identity.email === null) {
    return { ok: false, reason: "The identity provider sent no e-mail address. Ask for the scope email." };
  }
  if (identity.isEmailVerified === true || (identity.isEmailVerified === null && trustsUnverified)) {
    return { ok: true };
  }
  return { ok: false, reason: "The identity provider has not verified this e-mail address." };
}

/** Milliseconds that the provider's clock may be ahead of ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * When somebody really signed in, by the provider's word (auth_time, OpenID Connect Core section 2); null when it does
 * not say, or says something that cannot be.
 */
export function authenticationTime(authTime: number | null, now: Date): Date | null {
  if (authTime === null) return null;
  const at = authTime * 1_000;
  if (!(at <= now.getTime() + CLOCK_SKEW_MS)) return null;
  return new Date(Math.min(at, now.getTime()));
}

/** In the order of the glossary, without repeats. */
export function normalRoles(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}
