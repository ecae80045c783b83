import type { Client } from "../model.ts";
import { isRegistryFile } from "./registry.ts";
import { asObject, asString, type Tree, type TreeObject } from "./tree.ts";

export type Entry = { name: string; tree: Tree };
export type Entries = { format: string; client: Client | null; entries: Entry[] };

/**
 * The server entries of a parsed client file and the client whose format it is, null when several clients
 * share the format. No known place gives no entries.
 */
export function findEntries(root: Tree): Entries {
  const file = asObject(root);
  const readers = [mcpServers, vscode, zed, codex, opencode, goose];
  const found = file ? readers.map((reader) => reader(file)).filter((entries) => entries !== null) : [];
  return found.reduce((left, right) => (left.entries.length > 0 ? left : right), found[0] ?? NOTHING);
}

const NOTHING: Entries = { format: "none", client: null, entries: [] };

/** Claude, Cursor, Windsurf, Cline, Roo, Kiro, Gemini: an object; Continue: a list. Claude Code also per project. */
function mcpServers(file: TreeObject): Entries | null {
  const list = file.mcpServers;
  if (Array.isArray(list)) return { format: "continue", client: "continue", entries: named(list) };
  const projects = Object.values(asObject(file.projects) ?? {}).map((project) =>
    asObject(asObject(project)?.mcpServers),
  );
  const inProjects = projects.flatMap((servers) => members(servers));
  if (!asObject(list) && inProjects.length === 0) return null;
  const entries = [...members(asObject(list)), ...inProjects];
  return {
    format: "mcpServers",
    client: inProjects.length > 0 ? "claude-code" : hintedClient(entries),
    entries,
  };
}

/** Some keys belong to one client only; they tell a file that lost its path. */
function hintedClient(entries: Entry[]): Client | null {
  const keys = new Set(entries.flatMap((entry) => Object.keys(asObject(entry.tree) ?? {})));
  if (keys.has("serverUrl")) return "windsurf";
  if (keys.has("httpUrl") || keys.has("trust")) return "gemini";
  return keys.has("alwaysAllow") ? "roo" : null;
}

/** `.vscode/mcp.json` has `servers`; user settings and dev containers have `mcp.servers`. */
function vscode(file: TreeObject): Entries | null {
  const customizations = asObject(asObject(asObject(file.customizations)?.vscode)?.mcp);
  const servers =
    asObject(file.servers) ?? asObject(asObject(file.mcp)?.servers) ?? asObject(customizations?.servers);
  return servers ? { format: "vscode", client: "vscode", entries: members(servers) } : null;
}

function zed(file: TreeObject): Entries | null {
  const servers = asObject(file.context_servers);
  return servers ? { format: "zed", client: "zed", entries: members(servers) } : null;
}

function codex(file: TreeObject): Entries | null {
  const servers = asObject(file.mcp_servers);
  return servers ? { format: "codex", client: "codex", entries: members(servers) } : null;
}

/** opencode (`type: local` or `remote`) and Crush (`type: stdio`, `http`, `sse`) share the key `mcp`. */
function opencode(file: TreeObject): Entries | null {
  const servers = asObject(file.mcp);
  if (!servers || asObject(servers.servers)) return null;
  const entries = members(servers).filter((entry) => asObject(entry.tree) !== null);
  const types = entries.map((entry) => asString(asObject(entry.tree)?.type));
  const isOpencode =
    types.some((type) => type === "local" || type === "remote") ||
    /opencode/.test(asString(file.$schema) ?? "");
  return entries.length > 0 ? { format: "mcp", client: isOpencode ? "opencode" : "crush", entries } : null;
}

/** Goose: an object keyed by id, or a list; settings sometimes one level down in `config`. */
function goose(file: TreeObject): Entries | null {
  if (file.extensions === undefined || isRegistryFile(file)) return null;
  const list = Array.isArray(file.extensions) ? named(file.extensions) : members(asObject(file.extensions));
  const entries = list.map(({ name, tree }) => {
    const outer = asObject(tree);
    const inner = asObject(outer?.config);
    return { name, tree: outer && inner ? { ...inner, enabled: outer.enabled ?? null } : tree };
  });
  const isOwn = entries.some((entry) => asString(asObject(entry.tree)?.type) !== null);
  return isOwn ? { format: "goose", client: "goose", entries: entries.filter(isExternal) } : null;
}

/** Goose lists its built-in abilities beside MCP servers; they are part of Goose itself. */
function isExternal(entry: Entry): boolean {
  return !/^(?:builtin|platform|frontend|inline_python)$/.test(asString(asObject(entry.tree)?.type) ?? "");
}

function members(servers: TreeObject | null): Entry[] {
  return Object.entries(servers ?? {}).map(([name, tree]) => ({ name, tree }));
}

function named(list: Tree[]): Entry[] {
  return list.map((tree, index) => ({ name: asString(asObject(tree)?.name) ?? `server ${index + 1}`, tree }));
}
