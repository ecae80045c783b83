import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** The text of a value as RFC 8785 has it. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("only JSON has a canonical text");
  return text;
}

export function sha256(...parts: (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** "sha256:" and the SHA-256 of a value's canonical text. */
export function seal(value: object): string {
  return `sha256:${sha256(canonicalText(value)).toString("hex")}`;
}
