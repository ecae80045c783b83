import { hash } from "node:crypto";

/** The token of a request, and what it is known by: SHA-256, base64. */
export interface Bearer {
  secret: string;
  key: string;
}

/** Headers of good tokens to remember. A deployment has few; beyond it all are forgotten, and hashed again. */
const REMEMBERED_MAX = 1_000;

/**
 * Reads the Authorization header, and remembers the hash of tokens that were good: a gateway sends the same thousands of
 * times a second. It remembers what a token's hash is, never whether it is good; that is asked for every question.
 */
export class BearerKeys {
  readonly #known = new Map<string, Bearer>();

  /** Null when the header is not a bearer token (RFC 6750 section 2.1). */
  read(header: string | undefined): Bearer | null {
    if (header === undefined) return null;
    const known = this.#known.get(header);
    if (known !== undefined) return known;
    const secret = /^Bearer +([\w~+/.=-]{1,512})$/i.exec(header)?.[1];
    return secret === undefined ? null : { secret, key: hash("sha256", secret, "base64") };
  }

  /** A token that was good is remembered; one that is not any more is forgotten. */
  note(header: string | undefined, bearer: Bearer, isGood: boolean): void {
    if (header === undefined) return;
    if (!isGood) this.#known.delete(header);
    else if (!this.#known.has(header)) {
      if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
      this.#known.set(header, bearer);
    }
  }
}
