import { AppError } from "../kernel/app-error.ts";
import type { CredentialState } from "../kernel/generated/enums.ts";

/** Days before its end from which a credential counts as expiring. */
export const EXPIRING_DAYS = 30;

/** Days before its end on which people are told, once each, furthest first. */
export const REMINDER_DAYS = [30, 7, 1] as const;
export type ReminderDays = (typeof REMINDER_DAYS)[number];

const DAY_MS = 86_400_000;

export type CredentialStatus = "active" | "expiring" | "expired" | "rotated" | "revoked";

interface Dated {
  state: CredentialState;
  expiresAt: Date | null;
}

/** Computed, never stored: a credential expires whether or not anybody looks. Expired is not revoked. */
export function credentialStatus({ state, expiresAt }: Dated, now: Date): CredentialStatus {
  if (state !== "active") return state;
  if (expiresAt === null) return "active";
  if (expiresAt <= now) return "expired";
  return expiresAt.getTime() - now.getTime() <= EXPIRING_DAYS * DAY_MS ? "expiring" : "active";
}

/**
 * Whether the record says when it ends, or that it never does. Of one that discovery found, and of which nobody has said
 * a thing since, the end is not known: a value in a file does not say how long it is good for.
 */
export function isEndKnown(credential: {
  fingerprint: string | null;
  issuedAt: Date | null;
  expiresAt: Date | null;
}): boolean {
  const { fingerprint, issuedAt, expiresAt } = credential;
  return expiresAt !== null || issuedAt !== null || fingerprint === null;
}

export type CredentialAction = "rotate" | "revoke";

/**
 * Whether this can be recorded of a credential now. A rotation keeps the record: the same credential with a new value.
 * One that came to its end can be rotated, since expired is not revoked.
 */
export function decideCredentialAction(
  credential: { state: CredentialState },
  action: CredentialAction,
): { ok: true } | { ok: false; reason: string } {
  if (ACTION_STATES[action].includes(credential.state)) return { ok: true };
  const reason =
    action === "rotate"
      ? `This credential is ${credential.state}; record the new one as a credential of its own.`
      : "This credential is revoked already.";
  return { ok: false, reason };
}

const ACTION_STATES: Record<CredentialAction, readonly CredentialState[]> = {
  rotate: ["active"],
  revoke: ["active", "rotated"],
};

interface Times {
  issuedAt: Date | null;
  expiresAt: Date | null;
  lastRotatedAt: Date | null;
}

/** @throws AppError `invalid` by field when the times contradict each other or lie ahead */
export function checkCredentialTimes({ issuedAt, expiresAt, lastRotatedAt }: Times, now: Date): void {
  const fields: Record<string, string> = {};
  if (issuedAt !== null && issuedAt > now) fields.issuedAt = "This lies in the future.";
  if (lastRotatedAt !== null && lastRotatedAt > now) fields.lastRotatedAt = "This lies in the future.";
  if (issuedAt !== null && expiresAt !== null && expiresAt <= issuedAt) {
    fields.expiresAt = "It would expire before it was issued.";
  }
  const count = Object.keys(fields).length;
  if (count > 0) throw new AppError("invalid", "Some times need attention.", { fields });
}
