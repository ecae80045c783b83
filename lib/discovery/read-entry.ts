import type { Client, DeclaredServer } from "./model.ts";
import { findEntries } from "./readers/find-entries.ts";
import { documents, readRegistryServers } from "./readers/registry.ts";
import { readServerEntry, type Warn } from "./readers/server-entry.ts";
import { asObject, asString, EndlessTree, toTree } from "./readers/tree.ts";

export interface ReadEntry {
  client: Client;
  servers: DeclaredServer[];
}

/**
 * The servers of one entry of a stream: a registry's entry, a client's whole file, or one server with its `name`. Null
 * when it cannot be read as JSON. Servers still hold their secrets.
 */
export function readEntry(text: string, warn: Warn): ReadEntry | null {
  try {
    const root = toTree(JSON.parse(text), warn);
    if (documents(root).length > 0) return { client: "registry", servers: readRegistryServers(root, warn) };
    const { client, entries } = findEntries(root);
    const name = asString(asObject(root)?.name);
    const found = entries.length > 0 || name === null ? entries : [{ name, tree: root }];
    const servers = found
      .slice(0, ENTRY_SERVERS_MAX)
      .map((entry) => readServerEntry(entry.name, entry.tree, warn))
      .filter((server) => server !== null);
    return { client: client ?? "unknown", servers };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof EndlessTree)
      return null;
    throw error;
  }
}

/** Servers of one entry; a registry's has a handful of ways to run. */
const ENTRY_SERVERS_MAX = 200;
