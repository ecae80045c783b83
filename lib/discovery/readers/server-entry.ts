import { COMMAND_CHARS_MAX, CONNECTION_ARGS_MAX, URL_CHARS_MAX } from "../../inventory/input.ts";
import { launchedPackage } from "../../inventory/launched-package.ts";
import type { LaunchedPackage } from "../../inventory/package-spec.ts";
import type { DeclaredServer, DeclaredTransport } from "../model.ts";
import { cleanName, quoteName } from "./clean-name.ts";
import { asObject, asString, refusedPlace, type Tree, type TreeObject } from "./tree.ts";

export type Warn = (message: string) => void;

/**
 * One server's entry in any client's spelling, or null with a warning that says why it is none. Clients differ
 * in a handful of names only (`url`, `serverUrl`, `httpUrl`, `uri`; `env`, `environment`, `envs`), so one
 * reading knows them all and the readers only find the entries.
 */
export function readServerEntry(declaredName: string, tree: Tree, warn: Warn): DeclaredServer | null {
  const entry = asObject(tree);
  const label = quoteName(declaredName);
  if (!entry) return skip(warn, `The server ${label} is not written as an object, so it was left out.`);
  const [command, args] = commandLine(entry);
  const url = address(entry);
  if (command === null && url === null) {
    return skip(
      warn,
      `The server ${label} says neither what to run nor where to connect, so it was left out.`,
    );
  }
  if (args.length > CONNECTION_ARGS_MAX)
    return skip(
      warn,
      `The server ${label} has more than ${CONNECTION_ARGS_MAX} arguments, so it was left out.`,
    );
  if ((command?.length ?? 0) > COMMAND_CHARS_MAX || (url?.length ?? 0) > URL_CHARS_MAX)
    return skip(
      warn,
      `The server ${label} has a longer command or address than any client runs, so it was left out.`,
    );
  const refusal = refusedPlace(command, url);
  if (refusal !== null) return skip(warn, `The server ${label} was left out: ${refusal}.`);
  if (entry.envFile !== undefined)
    warn(`The server ${label} reads more variables from a file of its own, which was not read.`);
  const cwd = asString(entry.cwd) ?? asString(entry.workingDirectory);
  return {
    name: cleanName(declaredName),
    transport: url !== null && command === null ? remoteTransport(entry, url) : "stdio",
    ...(command === null ? {} : { command, args }),
    ...(url === null || command !== null ? {} : { url }),
    ...(cwd === null ? {} : { cwd }),
    headers: headersOf(entry, label, warn),
    env: environmentOf(entry, label, warn),
    disabled: entry.disabled === true || entry.enabled === false || entry.isActive === false,
    autoApprove: autoApproval(entry),
    disabledTools: [entry.disabledTools, entry.disabled_tools, entry.excludeTools].flatMap(strings),
    ...(command === null ? {} : packageField(command, args)),
  };
}

/** Names in a tree's list or object: `["a"]` or `{ a: ... }`. */
export function strings(tree: Tree | undefined): string[] {
  if (!Array.isArray(tree)) return [];
  return tree
    .filter((item) => typeof item === "string" || typeof item === "number")
    .slice(0, MAX_ENTRIES)
    .map(String);
}

const MAX_ENTRIES = 500;
const LAUNCHERS =
  /^(?:npx|bunx|pnpm|yarn|npm|bun|uvx|uv|pipx|docker|podman|node|python3?|deno|cmd|bash|sh)(?:\.exe|\.cmd)?\s/i;

function commandLine(entry: TreeObject): [string | null, string[]] {
  const nested = asObject(entry.command);
  if (nested) return [asString(nested.path) ?? asString(nested.command), strings(nested.args)];
  const words = Array.isArray(entry.command) ? strings(entry.command) : null;
  if (words) return [words[0] ?? null, [...words.slice(1), ...strings(entry.args)]];
  const command = (asString(entry.command) ?? asString(entry.cmd))?.trim() || null;
  const args = strings(entry.args);
  if (command === null || args.length > 0 || !LAUNCHERS.test(command)) return [command, args];
  // Some people write the whole line into `command`; quotes keep their words together.
  const split = (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, "$2"),
  );
  return [split[0] ?? null, split.slice(1)];
}

function address(entry: TreeObject): string | null {
  const transport = asObject(entry.transport);
  const candidates = [entry.url, entry.httpUrl, entry.serverUrl, entry.uri, entry.endpoint, transport?.url];
  return candidates.map((item) => asString(item)?.trim()).find((text) => text) ?? null;
}

function remoteTransport(entry: TreeObject, url: string): DeclaredTransport {
  const nested = asObject(entry.transport);
  const type =
    asString(entry.type) ??
    asString(entry.transportType) ??
    asString(nested?.type) ??
    asString(entry.transport);
  if (type !== null && /^sse$/i.test(type)) return "sse";
  if (type !== null && /http/i.test(type)) return "streamable_http";
  return entry.httpUrl === undefined && /\/sse\/?(?:[?#]|$)/i.test(url) ? "sse" : "streamable_http";
}

function headersOf(entry: TreeObject, label: string, warn: Warn): Record<string, string> {
  const requestOptions = asObject(entry.requestOptions);
  const transport = asObject(entry.transport);
  const bearer = asString(entry.bearer_token_env_var);
  return {
    ...texts(entry.headers ?? transport?.headers ?? requestOptions?.headers, label, warn),
    ...texts(entry.http_headers, label, warn),
    ...mapValues(texts(entry.env_http_headers, label, warn), (name) => `\${${name}}`),
    ...(asString(entry.bearer_token) ? { Authorization: `Bearer ${asString(entry.bearer_token)}` } : {}),
    ...(bearer ? { Authorization: `Bearer \${${bearer}}` } : {}),
  };
}

/** Variables; those that are only named (Codex `env_vars`, Goose `env_keys`) refer to the caller's own. */
function environmentOf(entry: TreeObject, label: string, warn: Warn): Record<string, string> {
  const nested = asObject(asObject(entry.command)?.env);
  const passed = [
    ...strings(entry.env_vars),
    ...strings(entry.env_keys),
    ...strings(Array.isArray(entry.env) ? entry.env : []),
  ];
  const named = passed.map((word) => {
    const equals = word.indexOf("=");
    return equals > 0 ? [word.slice(0, equals), word.slice(equals + 1)] : [word, `\${${word}}`];
  });
  return {
    ...Object.fromEntries(named),
    ...texts(entry.environment, label, warn),
    ...texts(entry.envs, label, warn),
    ...(Array.isArray(entry.env) ? {} : texts(entry.env ?? nested ?? undefined, label, warn)),
  };
}

function texts(tree: Tree | undefined, label: string, warn: Warn): Record<string, string> {
  const entries = Object.entries(asObject(tree) ?? {});
  if (entries.length > MAX_ENTRIES)
    warn(`The server ${label} has more than ${MAX_ENTRIES} variables or headers; the rest was left out.`);
  const pairs = entries
    .slice(0, MAX_ENTRIES)
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  return Object.fromEntries(pairs);
}

function mapValues(
  entries: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}

function autoApproval(entry: TreeObject): string[] | "all" {
  const lists = [entry.autoApprove, entry.alwaysAllow, entry.auto_approve, entry.allowedToolsWithoutApproval];
  if (entry.trust === true || lists.includes(true)) return "all";
  const tools = lists.flatMap(strings);
  return tools.includes("*") ? "all" : tools;
}

function skip(warn: Warn, message: string): null {
  warn(message);
  return null;
}

/** The package a declaration starts; left out where there is none. */
function packageField(command: string, args: readonly string[]): { package?: LaunchedPackage } {
  const found = launchedPackage(command, args);
  return found ? { package: found } : {};
}
