import { type LaunchedPackage, launchedPackage, programName } from "./launched-package.ts";

/** What identity is read from; both declared and safe servers fit. */
export type Identifiable = {
  name: string;
  command?: string;
  args?: string[];
  url?: string;
  cwd?: string;
  package?: LaunchedPackage;
};

/**
 * A key that is equal for two declarations of the same server: the package without its version, else the
 * address, else the command line. Secret values, variable references and the client's own folder variables
 * take no part, so a rotated token or another checkout does not split a server.
 */
export function identityKey(server: Identifiable): string {
  if (server.url) return `url:${normalizeUrl(server.url)}`;
  const proxied = proxiedUrl(server);
  if (proxied) return `url:${normalizeUrl(proxied)}`;
  if (server.package) return `${server.package.registry}:${server.package.name}`;
  return commandKey(server);
}

/**
 * An address in one spelling: scheme and host in lower case, default port, user, fragment and trailing slash
 * dropped, query sorted, and query values that are secrets or references left out.
 */
export function normalizeUrl(address: string): string {
  const text = address.trim().replace(REFERENCE, "ref").replace(SECRET_MARK, "secret-mark");
  if (!URL.canParse(text))
    return text
      .toLowerCase()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "");
  const url = new URL(text);
  const query = [...url.searchParams]
    .filter(([, value]) => value !== "ref" && !value.includes("secret-mark"))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.protocol}//${url.host}${path}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

const REFERENCE = /\$\{[^}]*\}|\{\{[^}]*\}\}|\{(?:env|file):[^}]*\}|\$[A-Z_][A-Z0-9_]*|<[^<>]{1,80}>/g;
const SECRET_MARK = /\[(?:secret: [\w-]+|value not kept)\]/g;
// These packages only carry a remote server to a client that speaks stdio: the remote is the server.
const PROXY_PACKAGES = new Set([
  "mcp-remote",
  "mcp-proxy",
  "supergateway",
  "mcp-remote-client",
  "@pyroprompts/mcp-stdio-to-streamable-http-adapter",
]);
const WORKSPACE =
  /\$\{(?:workspaceFolder|workspaceRoot|workspaceFolder:[^}]*|CLAUDE_PROJECT_DIR|PWD)\}|\$PWD/g;

function proxiedUrl(server: Identifiable): string | null {
  if (!server.package || !PROXY_PACKAGES.has(server.package.name)) return null;
  return server.args?.find((word) => /^https?:\/\//i.test(word)) ?? null;
}

function commandKey(server: Identifiable): string {
  const words = [programName(server.command ?? ""), ...(server.args ?? []).map(normalizeWord)];
  const cwd = server.cwd ? normalizeWord(server.cwd) : "";
  // The same relative path exists in every checkout of every project: there the declared name tells apart.
  const isRelative = !words.slice(1).some(isAbsolutePath) && !isAbsolutePath(cwd);
  const name = isRelative ? server.name.trim().toLowerCase() : "";
  return `command:${JSON.stringify([name, cwd === "." ? "" : cwd, ...words])}`;
}

function normalizeWord(word: string): string {
  const local = word
    .replace(WORKSPACE, ".")
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "");
  return local.replace(REFERENCE, "*").replace(SECRET_MARK, "*");
}

function isAbsolutePath(word: string): boolean {
  return /^(?:\/|~\/|[A-Za-z]:\/|https?:\/\/)/.test(word);
}

/** A connection as the inventory keeps it: absent parts are null, the package in three columns. */
export interface KeyedConnection {
  name: string;
  command: string | null;
  args: readonly string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
}

/** The key of a registered server: the same one that discovery gives what it finds in client files. */
export function identityKeyOf(connection: KeyedConnection): string {
  const { name, command, args, url, packageRegistry, packageName } = connection;
  const named = packageName === null ? null : `${packageRegistry ?? "other"}:${packageName}`;
  const launched = launchedPackage(command ?? "", args);
  const key = identityKey({
    name,
    args: [...args],
    ...(command === null ? {} : { command }),
    ...(url === null ? {} : { url }),
    ...(launched === null ? {} : { package: launched }),
  });
  // A package that a person named counts for a command that does not show which one it starts.
  return named !== null && key.startsWith("command:") ? named : key;
}

interface PackagedConnection {
  command: string | null;
  args: readonly string[];
  packageRegistry: string | null;
  packageName: string | null;
  packageVersion: string | null;
}

/** The connection with the package its command starts, where nobody named one. */
export function withLaunchedPackage<C extends PackagedConnection>(connection: C): C {
  const launched =
    connection.packageName === null ? launchedPackage(connection.command ?? "", connection.args) : null;
  if (launched === null) return connection;
  return {
    ...connection,
    packageRegistry: launched.registry,
    packageName: launched.name,
    packageVersion: launched.version,
  };
}
