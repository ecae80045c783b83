import { launchedPackage, started } from "./launched-package.ts";
import type { LaunchedPackage, PackageRegistry } from "./package-spec.ts";
import { programName, readLaunch } from "./read-launch.ts";
import { runnerKind } from "./runners.ts";

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
 * address, else the command line. A package that only runs something else is looked through, to what it runs. Secret
 * values, variable references and the client's own folder variables take no part, so a rotated token or another
 * checkout does not split a server.
 */
export function identityKey(server: Identifiable): string {
  if (server.url) return `url:${normalizeUrl(server.url)}`;
  const { served } = started(server.command ?? "", server.args ?? []);
  if (served.by === "address") return `url:${normalizeUrl(served.address)}`;
  if (served.by === "catalogue") return `smithery:${served.name}`;
  if (server.package && runnerKind(server.package) === null) return packageKey(server.package);
  return commandKey(server);
}

function packageKey({ registry, name }: Pick<LaunchedPackage, "registry" | "name">): string {
  return `${registry}:${name}`;
}

/**
 * An address in one spelling: scheme and host in lower case, default port, user, fragment and trailing slash
 * dropped, query sorted, and query values that are secrets or references left out. A reference in a path has no name
 * here; one that is the host, or that the whole address begins with, keeps its name: it says where the server is.
 */
export function normalizeUrl(address: string): string {
  const text = address
    .trim()
    .replace(HOST, (host) => host.replace(REFERENCE, (reference) => `ref-${plainName(reference)}`))
    .replace(REFERENCE, "ref")
    .replace(SECRET_MARK, "secret-mark");
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

/** The host of an address; or its first part, when it has no scheme. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\$\{[^}]*\}|\{\{[^}]*\}\}|[^/?#])+/i;

function plainName(reference: string): string {
  return reference
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

const REFERENCE = /\$\{[^}]*\}|\{\{[^}]*\}\}|\{(?:env|file):[^}]*\}|\$[A-Z_][A-Z0-9_]*|<[^<>]{1,80}>/g;
const SECRET_MARK = /\[(?:secret: [\w-]+|value not kept)\]/g;
const WORKSPACE =
  /\$\{(?:workspaceFolder|workspaceRoot|workspaceFolder:[^}]*|CLAUDE_PROJECT_DIR|PWD)\}|\$PWD/g;

function commandKey(server: Identifiable): string {
  const { program, words, places } = lineOf(server.command ?? "", (server.args ?? []).map(normalizeWord));
  const cwd = server.cwd ? normalizeWord(server.cwd) : "";
  // The same relative path exists in every checkout of every project: there the declared name tells apart.
  const isRelative = !places.some(isAbsolutePath) && !isAbsolutePath(cwd);
  const name = isRelative ? server.name.trim().toLowerCase() : "";
  return `command:${JSON.stringify([name, cwd === "." ? "" : cwd, program, ...words])}`;
}

/** The line in one spelling, and those of its words that name a place of the machine. */
function lineOf(command: string, args: readonly string[]) {
  const launch = readLaunch(command, args);
  if (launch === null) return { program: programName(command), words: args, places: args };
  // A runner: its version, its launcher and how it is asked to behave do not make another server.
  const before = launch.before.filter((word) => !MANNERS.has(word));
  const words = [...before, ...launch.rest];
  // A path inside a container is the same in every project; what is mounted there is not.
  const places = launch.package.registry === "oci" ? before : words;
  return { program: packageKey(launch.package), words, places };
}

const MANNERS: ReadonlySet<string> = new Set(
  "-y --yes -q --quiet -i -t -it -ti --interactive --tty --rm --init --".split(" "),
);

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
  const named = namedPackage(packageRegistry, packageName);
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

function namedPackage(registry: string | null, name: string | null): string | null {
  if (name === null) return null;
  const found = { registry: (registry ?? "other") as PackageRegistry, name };
  return runnerKind(found) === null ? packageKey(found) : null;
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
