import type { Transport } from "../kernel/generated/enums.ts";

export interface KeyedConnection {
  transport: Transport;
  command: string | null;
  args: readonly string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
}

/**
 * What makes two descriptions one server: the address, else the package without its version, else the command line.
 * Discovery spells its keys alike and looks closer (proxies, references, folders); a key it gives is kept.
 */
export function identityKeyOf(connection: KeyedConnection): string {
  const { command, args, url, packageRegistry, packageName } = connection;
  if (url !== null) return `url:${plainAddress(url)}`;
  if (packageName !== null) return `${packageRegistry ?? "other"}:${packageName}`;
  return `command:${JSON.stringify([command, ...args])}`;
}

/** Whether a change of connection makes it another server, so that its key must be made anew. */
export function isSameIdentity(before: KeyedConnection, after: KeyedConnection): boolean {
  return identityKeyOf(before) === identityKeyOf(after);
}

function plainAddress(text: string): string {
  const url = new URL(text);
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const search = query.length === 0 ? "" : `?${query.sort().join("&")}`;
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}${search}`;
}
