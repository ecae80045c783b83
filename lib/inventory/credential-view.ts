import type { CredentialRow } from "./credential-store.ts";
import { credentialStatus, isEndKnown } from "./credentials.ts";

/** A credential as pages show it; never a value, and of its fingerprint what tells two apart. Times are ISO 8601. */
export function toCredentialView(credential: CredentialRow, now: Date) {
  const { id, name, kind, issuer, keptIn, place, lengthChars, state, version } = credential;
  return {
    id,
    name,
    kind,
    issuer,
    keptIn,
    place,
    fingerprint: shortFingerprint(credential.fingerprint),
    lengthChars,
    state,
    status: credentialStatus(credential, now),
    issuedAt: credential.issuedAt?.toISOString() ?? null,
    expiresAt: credential.expiresAt?.toISOString() ?? null,
    isEndKnown: isEndKnown(credential),
    lastRotatedAt: credential.lastRotatedAt?.toISOString() ?? null,
    lastUsedAt: credential.lastUsedAt?.toISOString() ?? null,
    addedAt: credential.addedAt.toISOString(),
    revokedAt: credential.revokedAt?.toISOString() ?? null,
    revokeReason: credential.revokeReason,
    version,
  };
}

export type CredentialView = ReturnType<typeof toCredentialView>;

/** The first of a fingerprint: enough for a reader to see that two credentials are one. */
export function shortFingerprint(fingerprint: string | null): string | null {
  return fingerprint?.replace(/^[a-z0-9-]+:/, "").slice(0, 10) ?? null;
}
