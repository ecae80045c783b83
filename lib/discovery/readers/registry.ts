import { ociImage, type PackageRegistry } from "../../inventory/package-spec.ts";
import type { DeclaredServer } from "../model.ts";
import { cleanName, quoteName } from "./clean-name.ts";
import { isDockerEntry, readDockerEntry } from "./docker-registry.ts";
import type { Warn } from "./server-entry.ts";
import { asObject, asString, refusedPlace, type Tree, type TreeObject } from "./tree.ts";

/**
 * A registry's entries: `server.json` (schema 2025-12-11 and the older snake-case ones), alone, in a list, or as the
 * registry's API wraps it, and Docker's own form. Each package and each remote is a way to run the server, so each gives one.
 */
export function readRegistryServers(root: Tree, warn: Warn): DeclaredServer[] {
  return documents(root).flatMap((file) => {
    if (isDockerEntry(file)) return readDockerEntry(file, warn) ?? [];
    const name = cleanName(asString(file.name) ?? "");
    const packages = objects(file.packages).map((entry) => fromPackage(name, entry, warn));
    const remotes = objects(file.remotes).map((entry) => fromRemote(name, entry, warn));
    const servers = [...packages, ...remotes].filter((server) => server !== null);
    if (servers.length === 0)
      warn("A registry entry has neither a package nor a remote address, so it was left out.");
    return servers;
  });
}

/** True for a `server.json` (a name with a namespace, and packages or remotes or the schema) or an entry of Docker's. */
export function isRegistryFile(tree: Tree): boolean {
  const file = asObject(tree);
  if (!file || asString(file.name) === null) return false;
  if (isDockerEntry(file)) return true;
  if (/modelcontextprotocol\.io\/schemas?\/.*server/.test(asString(file.$schema) ?? "")) return true;
  return (
    (Array.isArray(file.packages) || Array.isArray(file.remotes)) &&
    /^[\w.-]+\/[\w.@-]+/.test(asString(file.name) ?? "")
  );
}

export function documents(root: Tree): TreeObject[] {
  const list = Array.isArray(root) ? root : (asObject(root)?.servers ?? [root]);
  if (!Array.isArray(list)) return [];
  return list
    .map((item) => asObject(asObject(item)?.server) ?? asObject(item))
    .filter((item) => item !== null)
    .filter(isRegistryFile);
}

const REGISTRIES: Readonly<Record<string, PackageRegistry>> = {
  npm: "npm",
  pypi: "pypi",
  oci: "oci",
  docker: "oci",
  "docker-hub": "oci",
  nuget: "nuget",
  mcpb: "mcpb",
  cargo: "cargo",
};

const LAUNCHERS: Readonly<Partial<Record<PackageRegistry, [string, ...string[]]>>> = {
  npm: ["npx", "-y"],
  pypi: ["uvx"],
  oci: ["docker", "run", "-i", "--rm"],
};

function fromPackage(name: string, entry: TreeObject, warn: Warn): DeclaredServer | null {
  const registry = REGISTRIES[text(entry, "registryType", "registry_type", "registry_name") ?? ""] ?? "other";
  const identifier = text(entry, "identifier", "name");
  if (identifier === null || isRefused(name, identifier, null, warn)) return null;
  const image = registry === "oci" ? ociImage(identifier) : null;
  const version = text(entry, "version") ?? image?.version ?? null;
  const packageName =
    image?.name ?? (registry === "pypi" ? identifier.toLowerCase().replace(/[-_.]+/g, "-") : identifier);
  const transport = asObject(entry.transport);
  const type = asString(transport?.type);
  const [command, ...words] = LAUNCHERS[registry] ?? [identifier];
  return {
    name,
    // A package that serves HTTP locally is still started as a process; its address is the caller's own.
    transport: type === "sse" ? "sse" : type === "streamable-http" ? "streamable_http" : "stdio",
    command,
    args: LAUNCHERS[registry]
      ? [
          ...words,
          version && !image?.version
            ? `${identifier}${registry === "oci" ? ":" : "@"}${version}`
            : identifier,
        ]
      : [],
    headers: {},
    env: variables(entry.environmentVariables ?? entry.environment_variables),
    disabled: false,
    autoApprove: [],
    disabledTools: [],
    package: { registry, name: packageName, version },
  };
}

function fromRemote(name: string, entry: TreeObject, warn: Warn): DeclaredServer | null {
  const url = asString(entry.url);
  if (url === null || isRefused(name, null, url, warn)) return null;
  const type = text(entry, "type", "transportType", "transport_type") ?? "";
  return {
    name,
    transport: /sse/i.test(type) ? "sse" : "streamable_http",
    url,
    headers: variables(entry.headers),
    env: {},
    disabled: false,
    autoApprove: [],
    disabledTools: [],
  };
}

function isRefused(name: string, command: string | null, url: string | null, warn: Warn): boolean {
  const refusal = refusedPlace(command, url);
  if (refusal !== null) warn(`The server ${quoteName(name)} was left out: ${refusal}.`);
  return refusal !== null;
}

/** A variable without a value is one that the person who installs it must supply. */
function variables(tree: Tree | undefined): Record<string, string> {
  const pairs = objects(tree).map((item) => {
    const name = asString(item.name) ?? "";
    return [name, asString(item.value) ?? asString(item.default) ?? `\${${name}}`];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

function objects(tree: Tree | undefined): TreeObject[] {
  return Array.isArray(tree) ? tree.map(asObject).filter((item) => item !== null) : [];
}

function text(entry: TreeObject, ...names: string[]): string | null {
  return names.map((name) => asString(entry[name])).find((value) => value !== null && value !== "") ?? null;
}
