import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

interface AskedConnection {
  transport: string;
  command: string | null;
  args: readonly string[];
  url: string | null;
}

/** "sha256:" over what a look connects to (RFC 8785): an answer is of this and of nothing else. */
export function askedDigest({ transport, command, args, url }: AskedConnection): string {
  const text = canonicalize({ transport, command, args, url }) ?? "";
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
