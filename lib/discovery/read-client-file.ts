import type { Client, DeclaredServer } from "./model.ts";
import { quoteName } from "./readers/clean-name.ts";
import { clientOfPath } from "./readers/client-of-path.ts";
import { findEntries } from "./readers/find-entries.ts";
import { parseText, textFormat } from "./readers/parse-text.ts";
import { documents, readRegistryServers } from "./readers/registry.ts";
import { readServerEntry, type Warn } from "./readers/server-entry.ts";
import { asObject, asString, type Tree } from "./readers/tree.ts";

export type ReadResult =
  | { ok: true; client: Client; servers: DeclaredServer[]; warnings: string[] }
  | { ok: false; reason: string };

export const MAX_FILE_BYTES = 5_000_000;
export const MAX_SERVERS_PER_FILE = 1_000;

/**
 * Reads one client's configuration file. A file that declares no server is fine and says so in a warning; a
 * file that can't be read says why in words that never quote it. Servers still hold their secrets: pass them
 * to `findSecrets` before anything is kept. Never throws; refuses large files before parsing.
 */
export function readClientFile(path: string, content: string): ReadResult {
  // UTF-8 has at least one byte per UTF-16 unit, so the cheap test refuses 50 MB without measuring it.
  if (content.length > MAX_FILE_BYTES || Buffer.byteLength(content) > MAX_FILE_BYTES) {
    return {
      ok: false,
      reason: "The file is larger than 5 MB, which no client's configuration is. It was not read.",
    };
  }
  if (content.includes("\u0000")) {
    return {
      ok: false,
      reason: "This is not a text file: it holds NUL bytes. If it is UTF-16, save it as UTF-8 and try again.",
    };
  }
  const warnings: string[] = [];
  const warn = collector(warnings);
  if (content.includes("\ufffd"))
    warn("Some characters are not valid UTF-8; the names they stand in may be incomplete.");
  const text = content.replace(/^\ufeff/, "");
  if (text.trim() === "")
    return {
      ok: true,
      client: clientOfPath(path) ?? "unknown",
      servers: [],
      warnings: ["The file is empty."],
    };
  const parsed = parseText(textFormat(path, text), text, warn);
  return parsed.ok ? readTree(path, parsed.root, warnings, warn) : parsed;
}

const MAX_WARNINGS = 100;

/** Each message once, a hundred at most: a hostile file must not fill the screen. */
function collector(warnings: string[]): Warn {
  const seen = new Set<string>();
  return (message) => {
    if (seen.has(message) || warnings.length > MAX_WARNINGS) return;
    seen.add(message);
    warnings.push(warnings.length === MAX_WARNINGS ? "There are more remarks about this file." : message);
  };
}

function readTree(path: string, root: Tree, warnings: string[], warn: Warn): ReadResult {
  const registered = documents(root).length;
  if (registered > MAX_SERVERS_PER_FILE) return { ok: false, reason: tooMany(registered) };
  if (registered > 0) return finish("registry", readRegistryServers(root, warn), warnings, warn);
  const { client, entries } = findEntries(root);
  if (entries.length > MAX_SERVERS_PER_FILE) return { ok: false, reason: tooMany(entries.length) };
  const servers = entries
    .map((entry) => readServerEntry(entry.name, entry.tree, warn))
    .filter((server) => server !== null)
    .filter((server) => isOfOrdinarySize(server, warn));
  warnAboutInputs(root, servers, warn);
  warnAboutEqualNames(servers, warn);
  return finish(clientOf(path, client), servers, warnings, warn);
}

/** Every text of a server is compared with each of its secrets, so their length together is bounded. */
function isOfOrdinarySize(server: DeclaredServer, warn: Warn): boolean {
  if (JSON.stringify(server).length <= MAX_SERVER_CHARS) return true;
  warn(`The server ${quoteName(server.name)} holds more text than any client writes, so it was left out.`);
  return false;
}

const MAX_SERVER_CHARS = 50_000;

function finish(client: Client, servers: DeclaredServer[], warnings: string[], warn: Warn): ReadResult {
  if (servers.length > MAX_SERVERS_PER_FILE) return { ok: false, reason: tooMany(servers.length) };
  if (servers.length === 0) warn("This file declares no MCP servers.");
  return { ok: true, client, servers, warnings };
}

function tooMany(count: number): string {
  return `The file declares ${count.toLocaleString("en")} servers; at most 1,000 are read from one file. Split it and try again.`;
}

/** The path tells which client; the format corrects it where a format belongs to one client only. */
function clientOf(path: string, byFormat: Client | null): Client {
  const byPath = clientOfPath(path);
  if (byPath === "opencode" || byPath === "crush") return byPath;
  const isOwnFormat = byFormat !== null && !["windsurf", "gemini", "roo"].includes(byFormat);
  return (isOwnFormat ? byFormat : byPath) ?? byFormat ?? "unknown";
}

/** VS Code asks for `${input:id}`; an id that is not declared can never be filled in. */
function warnAboutInputs(root: Tree, servers: DeclaredServer[], warn: Warn): void {
  const inputs = asObject(root)?.inputs;
  const declared = new Set(Array.isArray(inputs) ? inputs.map((input) => asString(asObject(input)?.id)) : []);
  for (const server of servers) {
    for (const [, id = ""] of JSON.stringify(server).matchAll(/\$\{input:([^}"\\]{1,100})\}/g)) {
      if (!declared.has(id))
        warn(
          `The server ${quoteName(server.name)} asks for the input ${quoteName(id)}, which the file doesn't declare.`,
        );
    }
  }
}

function warnAboutEqualNames(servers: DeclaredServer[], warn: Warn): void {
  const names = new Set<string>();
  for (const { name } of servers) {
    if (names.has(name))
      warn(`Two servers are called ${quoteName(name)} once hidden characters are removed.`);
    names.add(name);
  }
}
