import { ociImage } from "../../inventory/package-spec.ts";
import type { DeclaredServer } from "../model.ts";
import { cleanName, quoteName } from "./clean-name.ts";
import type { Warn } from "./server-entry.ts";
import { asObject, asString, refusedPlace, type Tree, type TreeObject } from "./tree.ts";

/**
 * Docker's MCP registry: an entry names an image to run, or a remote. What it asks for by `config.secrets` and
 * `config.env` are variables that the person who installs it supplies.
 */
export function readDockerEntry(entry: TreeObject, warn: Warn): DeclaredServer | null {
  const name = cleanName(asString(entry.name) ?? "");
  const remote = asObject(entry.remote);
  const url = asString(remote?.url);
  const image = ociImage(asString(entry.image));
  const refusal = url === null ? null : refusedPlace(null, url);
  if (refusal !== null || (url === null && image === null)) {
    warn(
      `The server ${quoteName(name)} was left out: ${refusal ?? "it names neither an image nor an address"}.`,
    );
    return null;
  }
  const common = { name, disabled: false, autoApprove: [], disabledTools: [] };
  if (url !== null) {
    const isSse = /sse/i.test(asString(remote?.transport_type) ?? "");
    const transport = isSse ? ("sse" as const) : ("streamable_http" as const);
    return { ...common, transport, url, headers: texts(remote?.headers), env: {} };
  }
  const reference = asString(entry.image) ?? "";
  const run = asObject(entry.run);
  return {
    ...common,
    transport: "stdio",
    command: "docker",
    args: ["run", "-i", "--rm", ...volumes(run?.volumes), reference, ...strings(run?.command)],
    headers: {},
    env: { ...asked(asObject(entry.config)), ...texts(run?.env) },
    ...(image === null ? {} : { package: image }),
  };
}

/** True for an entry of that registry; a client's entry has no `about`. */
export function isDockerEntry(tree: Tree): boolean {
  const entry = asObject(tree);
  if (!entry || asString(entry.name) === null || asObject(entry.about) === null) return false;
  return asString(entry.image) !== null || /^(?:server|remote|poci)$/.test(asString(entry.type) ?? "");
}

function asked(config: TreeObject | null): Record<string, string> {
  const secrets = objects(config?.secrets).map((item) => asString(item.env));
  const values = objects(config?.env).map((item) => asString(item.name));
  return Object.fromEntries([...secrets, ...values].flatMap((name) => (name ? [[name, `\${${name}}`]] : [])));
}

function volumes(tree: Tree | undefined): string[] {
  return strings(tree).flatMap((volume) => ["-v", volume]);
}

function strings(tree: Tree | undefined): string[] {
  return Array.isArray(tree) ? tree.filter((item) => typeof item === "string").slice(0, 100) : [];
}

function texts(tree: Tree | undefined): Record<string, string> {
  const pairs = Object.entries(asObject(tree) ?? {}).slice(0, 100);
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

function objects(tree: Tree | undefined): TreeObject[] {
  return Array.isArray(tree) ? tree.map(asObject).filter((item) => item !== null) : [];
}
