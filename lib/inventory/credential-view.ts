import type { CredentialRow } from "./credential-store.ts";
import { credentialStatus } from "./credentials.ts";

/** A credential as the server's page shows it; never a value, nor its fingerprint. Times are ISO 8601. */
export function toCredentialView(credential: CredentialRow, now: Date) {
  const { id, name, kind, issuer, keptIn, place, lengthChars, state, version } = credential;
  return {
    id,
    name,
    kind,
    issuer,
    keptIn,
    place,
    lengthChars,
    state,
    status: credentialStatus(credential, now),
    issuedAt: credential.issuedAt?.toISOString() ?? null,
    expiresAt: credential.expiresAt?.toISOString() ?? null,
    lastRotatedAt: credential.lastRotatedAt?.toISOString() ?? null,
    lastUsedAt: credential.lastUsedAt?.toISOString() ?? null,
    addedAt: credential.addedAt.toISOString(),
    version,
  };
}

export type CredentialView = ReturnType<typeof toCredentialView>;
