import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** "sha256:" and the SHA-256 of a value's canonical text (RFC 8785). */
export function seal(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("only JSON can be sealed");
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
