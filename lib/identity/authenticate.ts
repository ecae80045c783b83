import { type PersonActor, TOKEN_SCOPES, type TokenActor } from "../kernel/actor.ts";
import { now } from "../kernel/clock.ts";
import { hashSecret } from "../kernel/secrets.ts";
import { findSession, findToken } from "./store.ts";

/** Longer than any secret we hand out; bounds the hash's input. */
const SECRET_LENGTH_MAX = 512;

/** A person with the end of the session they act through. */
export type SignedIn = PersonActor & { expiresAt: Date };

/**
 * The person behind a session cookie, or null when the session is unknown, ended, expired, or its person inactive.
 * Read from the database each time: a session that is ended is ended at once.
 */
export async function authenticateSession(token: string | undefined): Promise<SignedIn | null> {
  if (token === undefined || token === "" || token.length > SECRET_LENGTH_MAX) return null;
  const row = await findSession(hashSecret(token));
  if (row === null || !row.is_active || row.expires_at <= now()) return null;
  return {
    kind: "person",
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    userId: row.user_id,
    sessionId: row.session_id,
    email: row.email,
    name: row.name,
    roles: row.roles,
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
  };
}

/**
 * The service token behind an `Authorization: Bearer` value, or null when it is unknown, expired, revoked, or the
 * person who made it has left.
 */
export async function authenticateToken(secret: string | undefined): Promise<TokenActor | null> {
  if (secret === undefined || secret === "" || secret.length > SECRET_LENGTH_MAX) return null;
  const at = now();
  const row = await findToken(hashSecret(secret), at);
  if (row === null || row.revoked_at !== null || row.expires_at <= at || !row.creator_is_active) return null;
  return {
    kind: "token",
    organizationId: row.organization_id,
    tokenId: row.token_id,
    name: row.name,
    scopes: TOKEN_SCOPES.filter((scope) => row.scopes.includes(scope)),
  };
}
