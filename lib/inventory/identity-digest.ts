import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ScopeBreadth, Transport } from "../kernel/generated/enums.ts";

export interface ServerIdentity {
  transport: Transport;
  command: string | null;
  args: readonly string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
  packageVersion: string | null;
}

/**
 * "sha256:" and 64 hex digits over what makes a server the one that was approved: how it is reached or started, its
 * package with version, and its scopes (RFC 8785, scopes in order of name). Names, people and purpose take no part.
 */
export function identityDigest(
  server: ServerIdentity,
  scopes: readonly { name: string; breadth: ScopeBreadth }[],
): string {
  const { transport, command, args, url, packageRegistry, packageName, packageVersion } = server;
  const held = scopes
    .map(({ name, breadth }) => [name, breadth])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  const text = canonicalize({
    transport,
    command,
    args,
    url,
    packageRegistry,
    packageName,
    packageVersion,
    scopes: held,
  });
  if (text === undefined) throw new TypeError("a server's identity must be JSON");
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
