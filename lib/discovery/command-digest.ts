import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** Identifies one exact command line: "sha256:" over the RFC 8785 text of command and arguments, in order. */
export function commandDigest(command: string, args: readonly string[]): string {
  return `sha256:${createHash("sha256")
    .update(canonicalize([command, ...args]) ?? "")
    .digest("hex")}`;
}
