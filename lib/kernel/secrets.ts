import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env.ts";

/** A new bearer secret: 256 random bits, shown once, kept only as a hash. */
export function newSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString("base64url")}`;
}

/** SHA-256 of a high-entropy secret; such secrets need no salt and no slow hash. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/**
 * A keyed fingerprint of a credential somebody left in a file: equal values show as equal, and the value cannot be
 * guessed back without the key. Per organization, so that equal credentials of two tenants do not look alike.
 */
export function fingerprintCredential(organizationId: string, value: string): string {
  return createHmac("sha256", derivedKey(`credential-fingerprint:${organizationId}`))
    .update(value)
    .digest("hex")
    .slice(0, 32);
}

/** A key for one purpose, derived from STEWARD_SECRET (RFC 5869). */
export function derivedKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", env().STEWARD_SECRET, "steward", purpose, 32));
}
